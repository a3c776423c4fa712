//! What the metrics have in common that judge a pixel by itself and its neighbours: one pass, and a count.

mod suspects;

use super::neighbours::Near;
use super::{Band, Comparison, Outcome, Pair, Pass};
use crate::image::bits::BitRow;
use crate::parallel;
use crate::report::{Findings, RowFacts, Summary};
use suspects::suspects;

/// Says when a pixel differs.
pub(super) trait Judge: Send + Sync {
    /// Whether neighbours in ignored rectangles are seen as they are, see [`Comparison::looks_beneath`].
    const LOOKS_BENEATH: bool;

    /// What the squares of the differences of red, green and blue may add up to before two opaque pixels have to be judged:
    /// up to it they are the same.
    fn harmless(&self) -> u32;

    /// Judges the pixel at `x`, `y`: `p` in the picture before, `q` in the one after, of which some byte differs.
    fn judge(&self, near: &Near<'_>, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> Judged;
}

/// What became of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// Nothing that counts.
    Same,
    /// It would count, if it did not look like anti-aliasing.
    Antialiased,
    /// It differs.
    Different {
        /// 65535 for the largest distance that there is.
        error: u16,
        /// Whether it became darker.
        darker: bool,
    },
}

/// One comparison under way.
#[derive(Debug)]
pub(super) struct Counting<J> {
    judge: J,
    total: u64,
    rows: u32,
    done: bool,
}

/// One row while it is looked at.
struct Row {
    y: u32,
    facts: RowFacts,
    darker: BitRow,
    antialiased: BitRow,
}

impl<J: Judge> Counting<J> {
    pub(super) fn new(judge: J, pair: &Pair) -> Self {
        let canvas = pair.canvas;
        Self { judge, total: canvas.size.pixels(), rows: canvas.common.height, done: false }
    }

    fn row(&self, band: &Band<'_>, row: &mut Row) {
        let y = row.y;
        let Some(span) = band.span(y) else { return };
        let (before, after) = (band.before(y).as_chunks::<4>().0, band.after(y).as_chunks::<4>().0);
        let suspects = suspects(before, after, span, self.judge.harmless());
        let near = Near::new(band, y);
        for x in band.visible(y).into_iter().flat_map(|columns| suspects.ones(columns)) {
            match self.judge.judge(&near, before[x as usize], after[x as usize], x, y) {
                Judged::Same => {}
                Judged::Antialiased => row.antialiased.set(x),
                Judged::Different { error, darker } => {
                    row.facts.set(x, error);
                    if darker {
                        row.darker.set(x);
                    }
                }
            }
        }
    }
}

impl<J: Judge> Comparison for Counting<J> {
    fn next_pass(&self) -> Option<Pass> {
        // A neighbour of a pixel is asked for its own neighbours: two rows to each side.
        (!self.done).then_some(Pass { inset: 0, granule: 1, halo: 2, until: self.rows, all: false })
    }

    fn looks_beneath(&self) -> bool {
        J::LOOKS_BENEATH
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        let mut rows: Vec<Row> = band
            .rows
            .clone()
            .filter(|y| band.span(*y).is_some())
            .map(|y| Row {
                y,
                facts: findings.blank(),
                darker: BitRow::new(band.frame.width),
                antialiased: BitRow::new(band.frame.width),
            })
            .collect();
        parallel::for_each(&mut rows, |row| self.row(band, row));
        for row in rows {
            if row.antialiased.any() {
                findings.forgive(row.y, &row.antialiased);
            }
            if row.darker.any() {
                findings.masks.darker.push(row.y, &row.darker);
            }
            findings.push(row.y, row.facts);
        }
    }

    fn end_pass(&mut self, _findings: &mut Findings) {
        self.done = true;
    }

    fn outcome(&self, summary: &Summary) -> Outcome {
        Outcome::share(summary, self.total)
    }
}
