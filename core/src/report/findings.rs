//! What a metric reports while the rows go by, brought to the canvas.
//!
//! A metric sees only the rectangle that both pictures have. Here the pixels are added that only one of them has, the
//! masks are kept for the highlight, and regions grow.

use super::mask::MaskLog;
use super::moves::Moves;
use super::regions::{Collected, Regions};
use crate::image::bits::BitRow;
use crate::normalise::{Canvas, Ignored};

/// The error of a pixel that cannot be worse: 1 as a fraction of 65535.
pub(crate) const FULL_ERROR: u16 = u16::MAX;

/// The score of a pixel that only one picture has.
pub(crate) const FULL_SCORE: u32 = u32::MAX;

/// What a metric says of one row, in canvas coordinates.
#[derive(Clone, Debug)]
pub(crate) struct RowFacts {
    /// Pixels that differ; for a metric with scores, pixels that do if their region scores enough.
    pub(crate) different: BitRow,
    /// The error of every pixel, 65535 for 1. Outside `different` it counts for the distortion of the region alone.
    pub(crate) errors: Vec<u16>,
    /// The highest significance (Q16) of any window that holds a pixel, for every 8 columns from `inset` on. Empty for
    /// a metric without scores.
    pub(crate) scores: Vec<u32>,
    /// The first column of the first score.
    pub(crate) inset: u32,
    /// Pixels of clusters that may have moved.
    pub(crate) moved: Option<BitRow>,
    /// The first column that only one picture has.
    one_sided: u32,
}

impl RowFacts {
    fn new(width: u32) -> Self {
        Self {
            different: BitRow::new(width),
            errors: vec![0; width as usize],
            scores: Vec::new(),
            inset: 0,
            moved: None,
            one_sided: width,
        }
    }

    fn clear(&mut self, one_sided: u32) {
        self.different.clear();
        self.errors.fill(0);
        self.scores.clear();
        self.moved = None;
        self.one_sided = one_sided;
    }

    /// Marks a pixel as different.
    pub(crate) fn set(&mut self, x: u32, error: u16) {
        self.different.set(x);
        self.errors[x as usize] = error;
    }

    /// The significance at column `x`.
    pub(crate) fn score(&self, x: u32) -> u32 {
        if x >= self.one_sided {
            return FULL_SCORE;
        }
        x.checked_sub(self.inset).and_then(|x| self.scores.get(x as usize / 8)).copied().unwrap_or(0)
    }
}

/// Everything that was found so far.
#[derive(Debug)]
pub(crate) struct Findings {
    canvas: Canvas,
    ignored: Ignored,
    next: u32,
    regions: Regions,
    pub(crate) masks: Masks,
    /// Clusters that may have moved; set by a metric before the rows it is about.
    pub(crate) moves: Moves,
    /// Pixels that only one picture has.
    pub(crate) one_sided: u64,
    /// Pixels that were forgiven as anti-aliasing.
    pub(crate) antialiased: u64,
}

/// Masks of the canvas, for the highlight.
#[derive(Debug, Default)]
pub(crate) struct Masks {
    pub(crate) different: MaskLog,
    pub(crate) moved: MaskLog,
    /// Different pixels that became darker.
    pub(crate) darker: MaskLog,
    pub(crate) antialiased: MaskLog,
}

impl Findings {
    pub(crate) fn new(canvas: Canvas, ignored: Ignored) -> Self {
        Self {
            canvas,
            ignored,
            next: 0,
            regions: Regions::new(canvas.size.width, canvas.size.height),
            masks: Masks::default(),
            moves: Moves::default(),
            one_sided: 0,
            antialiased: 0,
        }
    }

    /// An empty row to fill and [`push`](Self::push).
    pub(crate) fn blank(&mut self) -> RowFacts {
        let width = self.canvas.size.width;
        let mut row = self.regions.spare().unwrap_or_else(|| RowFacts::new(width));
        row.clear(self.canvas.common.width);
        row
    }

    /// Takes row `y`; rows come from top to bottom, and those in which nothing differs may be left out.
    pub(crate) fn push(&mut self, y: u32, facts: RowFacts) {
        self.fill_until(y);
        self.next = y + 1;
        self.take(y, facts);
    }

    /// Marks a pixel of row `y` as anti-aliased; rows come from top to bottom.
    pub(crate) fn forgive(&mut self, y: u32, antialiased: &BitRow) {
        self.antialiased += antialiased.words().iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
        self.masks.antialiased.push(y, antialiased);
    }

    /// Adds the rows that no metric has reported.
    fn fill_until(&mut self, end: u32) {
        if !self.canvas.sizes_differ() {
            return;
        }
        while self.next < end {
            let y = self.next;
            self.next += 1;
            if !self.canvas.one_sided(y).is_empty() {
                let facts = self.blank();
                self.take(y, facts);
            }
        }
    }

    fn take(&mut self, y: u32, mut facts: RowFacts) {
        let columns = self.canvas.one_sided(y);
        if y >= self.canvas.common.height {
            facts.one_sided = 0;
        }
        if !columns.is_empty() {
            for visible in self.ignored.visible(y, columns) {
                facts.errors[visible.start as usize..visible.end as usize].fill(FULL_ERROR);
                self.one_sided += visible.len() as u64;
                facts.different.set_range(visible);
            }
        }
        if facts.different.any() {
            self.masks.different.push(y, &facts.different);
        }
        if let Some(moved) = &facts.moved {
            self.masks.moved.push(y, moved);
            self.moves.count(y, moved);
        }
        self.regions.push(y, facts, &self.moves);
    }

    /// The end of the canvas: what remains of the regions, the masks, the moves and the counts.
    pub(crate) fn finish(mut self) -> Finished {
        self.fill_until(self.canvas.size.height);
        Finished {
            collected: self.regions.finish(&self.moves),
            masks: self.masks,
            moves: self.moves,
            one_sided: self.one_sided,
            antialiased: self.antialiased,
            ignored: self.ignored.pixels(),
        }
    }
}

/// What was found on the whole canvas.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) collected: Collected,
    pub(crate) masks: Masks,
    pub(crate) moves: Moves,
    pub(crate) one_sided: u64,
    pub(crate) antialiased: u64,
    pub(crate) ignored: u64,
}
