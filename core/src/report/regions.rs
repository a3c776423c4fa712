//! Boxes around connected changes, with their figures.
//!
//! Changes that lie within twice [`RADIUS`](super::dilation::RADIUS) of each other are one region: their dilated masks
//! touch. Everything a region reports is summed while the rows go by, per label, and folded into regions at the end.

use std::collections::BTreeSet;

use super::bounds::Extent;
use super::components::Components;
use super::dilation::Dilation;
use super::findings::RowFacts;
use super::moves::Moves;
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

    fn merge(&mut self, other: &Self) {
        self.extent.merge(other.extent);
        self.pixels += other.pixels;
        self.score = self.score.max(other.score);
        self.max_error = self.max_error.max(other.max_error);
        self.error_sum += other.error_sum;
        self.square_sum += other.square_sum;
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
            for x in facts.different.ones(run.x.clone()) {
                let error = facts.errors[x as usize];
                figures.extent.add_run(y, x, x + 1);
                figures.pixels += 1;
                figures.score = figures.score.max(facts.score(x));
                figures.max_error = figures.max_error.max(error);
                figures.error_sum += u64::from(error);
            }
            let errors = &facts.errors[run.x.start as usize..run.x.end as usize];
            figures.square_sum +=
                errors.iter().map(|error| u64::from(*error) * u64::from(*error)).sum::<u64>();
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
