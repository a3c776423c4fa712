//! Boxes around connected changes, with their figures.
//!
//! Changes that lie within twice [`RADIUS`](super::dilation::RADIUS) of each other are one region: their dilated masks
//! touch. Everything a region reports is summed while the rows go by, per label, and folded into regions at the end.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bounds::Extent;
use super::components::Components;
use super::dilation::Dilation;
use super::findings::RowFacts;
use super::moves::Moves;
use crate::compare::simd::widest;
use crate::image::bits::BitRow;

/// What is known of one region, or of one label of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) extent: Extent,
    pub(crate) pixels: u64,
    /// Highest significance, Q16.
    pub(crate) score: u32,
    pub(crate) max_error: u16,
    /// Over the different pixels.
    pub(crate) error_sum: u64,
    /// Over all pixels of the dilated region.
    pub(crate) square_sum: u64,
}

impl Figures {
    const EMPTY: Self =
        Self { extent: Extent::EMPTY, pixels: 0, score: 0, max_error: 0, error_sum: 0, square_sum: 0 };

    /// Takes in a run of the dilated row `y`.
    fn add(&mut self, y: u32, facts: &RowFacts, run: Range<u32>) {
        let sums = sums(&facts.errors[run.start as usize..run.end as usize]);
        self.square_sum += sums.squares;
        let Some((first, last, pixels)) = facts.different.census(run.clone()) else { return };
        self.extent.add_run(y, first, last + 1);
        self.pixels += u64::from(pixels);
        if facts.scores.is_empty() {
            // Without scores only different pixels have an error, and of their scores the last is the highest.
            self.score = self.score.max(facts.score(last));
            self.max_error = self.max_error.max(sums.most);
            self.error_sum += sums.sum;
            return;
        }
        for x in facts.different.ones(run) {
            let error = facts.errors[x as usize];
            self.score = self.score.max(facts.score(x));
            self.max_error = self.max_error.max(error);
            self.error_sum += u64::from(error);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.extent.merge(other.extent);
        self.pixels += other.pixels;
        self.score = self.score.max(other.score);
        self.max_error = self.max_error.max(other.max_error);
        self.error_sum += other.error_sum;
        self.square_sum += other.square_sum;
    }
}

/// What the errors of a run come to.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    sum: u64,
    squares: u64,
    most: u16,
}

impl Sums {
    /// Takes up to 64 errors, the sum of which fits 32 bits.
    #[inline(always)]
    fn take(&mut self, errors: &[u16]) {
        self.sum += u64::from(errors.iter().map(|error| u32::from(*error)).sum::<u32>());
        self.squares += errors.iter().map(|error| u64::from(u32::from(*error).pow(2))).sum::<u64>();
        self.most = errors.iter().fold(self.most, |most, error| most.max(*error));
    }
}

widest! {
    fn sums(errors: &[u16]) -> Sums {
        let (chunks, rest) = errors.as_chunks::<64>();
        let mut sums = Sums::default();
        for chunk in chunks {
            sums.take(chunk);
        }
        sums.take(rest);
        sums
    }
}

/// Collects regions, row by row.
#[derive(Debug)]
pub(crate) struct Regions {
    dilation: Dilation<RowFacts>,
    labels: Labels,
}

/// The half that sees dilated rows.
#[derive(Debug, Default)]
struct Labels {
    components: Components,
    figures: Vec<Figures>,
    /// Labels and the clusters that may have moved, where the dilated area of the one holds a pixel of the other.
    touched: BTreeSet<(u32, u32)>,
    /// Rows whose facts are used up.
    spare: Vec<RowFacts>,
}

/// All regions of a picture.
#[derive(Debug)]
pub(crate) struct Collected {
    /// The root of every label.
    pub(crate) roots: Vec<u32>,
    /// The figures of every root; those of other labels are empty.
    pub(crate) figures: Vec<Figures>,
    /// Pairs of a root and a cluster that share a pixel.
    pub(crate) touched: Vec<(u32, u32)>,
}

impl Regions {
    pub(crate) fn new(width: u32, height: u32) -> Self {
        Self { dilation: Dilation::new(width, height), labels: Labels::default() }
    }

    /// Takes row `y`; rows come from top to bottom, and those left out are empty.
    pub(crate) fn push(&mut self, y: u32, facts: RowFacts, moves: &Moves) {
        let labels = &mut self.labels;
        let bits = facts.different.clone();
        self.dilation.push(y, bits, facts, |y, dilated, facts| labels.row(y, dilated, facts, moves));
    }

    /// A row whose memory can be used again.
    pub(crate) fn spare(&mut self) -> Option<RowFacts> {
        self.labels.spare.pop()
    }

    pub(crate) fn finish(mut self, moves: &Moves) -> Collected {
        let mut labels = self.labels;
        self.dilation.finish(|y, dilated, facts| labels.row(y, dilated, facts, moves));
        let roots = labels.components.into_roots();
        let mut figures = labels.figures;
        for label in 0..roots.len() {
            let root = roots[label] as usize;
            if root != label {
                let own = std::mem::replace(&mut figures[label], Figures::EMPTY);
                figures[root].merge(&own);
            }
        }
        let touched =
            labels.touched.into_iter().map(|(label, cluster)| (roots[label as usize], cluster)).collect();
        Collected { roots, figures, touched }
    }
}

impl Labels {
    fn row(&mut self, y: u32, dilated: &BitRow, facts: Option<RowFacts>, moves: &Moves) {
        let runs = self.components.row(y, dilated);
        if let Some(last) = runs.iter().map(|run| run.label).max() {
            self.figures.resize(self.figures.len().max(last as usize + 1), Figures::EMPTY);
        }
        let Some(facts) = facts else { return };
        for run in runs {
            let figures = &mut self.figures[run.label as usize];
            figures.add(y, &facts, run.x.clone());
            if let Some(moved) = &facts.moved {
                let clusters = moved.ones(run.x.clone()).filter_map(|x| moves.cluster_at(x, y));
                let mut last = Moves::NONE;
                for cluster in clusters {
                    if cluster != last {
                        self.touched.insert((run.label, cluster));
                        last = cluster;
                    }
                }
            }
        }
        self.spare.push(facts);
    }
}
