//! The same rows of both pictures: a window that slides from top to bottom, a stretch at a time.

mod reader;
mod stretch;

use std::collections::VecDeque;
use std::ops::Range;

use super::{Comparison, Frame, Pass};
pub(crate) use reader::Reader;
pub(crate) use stretch::Stretch;

/// The rows that a band may look at.
#[derive(Default)]
pub(crate) struct Window {
    stretches: VecDeque<Stretch>,
}

impl Window {
    /// Slides on: takes the next rows, and gives back those before `keep`.
    pub(crate) fn advance(&mut self, keep: u32, next: Stretch, reader: &mut Reader) {
        while self.stretches.front().is_some_and(|stretch| stretch.rows().end <= keep) {
            reader.spare.extend(self.stretches.pop_front());
        }
        self.stretches.push_back(next);
    }

    /// Turns the rows of a band into pixels, as far as a comparison looks at them. All others are equal and stay as they
    /// are stored.
    pub(crate) fn show(&mut self, pass: Pass, frame: Frame, band: Range<u32>, comparison: &dyn Comparison) {
        for top in band.clone().step_by(pass.granule as usize) {
            let granule = top..top.saturating_add(pass.granule).min(band.end);
            let differs = granule.clone().any(|y| self.span(y + frame.inset).is_some());
            if comparison.looks_at(granule.clone(), differs) {
                let seen = granule.start.saturating_sub(pass.halo)
                    ..granule.end.saturating_add(pass.halo).min(frame.height);
                for stretch in &mut self.stretches {
                    stretch.show(seen.start + frame.inset..seen.end + frame.inset);
                }
            }
        }
    }

    /// Row `y` of the picture before, RGBA8.
    pub(super) fn before(&self, y: u32) -> &[u8] {
        self.find(y).before(y)
    }

    /// Row `y` of the picture after, RGBA8.
    pub(super) fn after(&self, y: u32) -> &[u8] {
        self.find(y).after(y)
    }

    /// The columns of row `y` between the first and the last pixel that differ.
    pub(super) fn span(&self, y: u32) -> Option<&Range<u32>> {
        self.find(y).span(y)
    }

    fn find(&self, y: u32) -> &Stretch {
        let mut stretches = self.stretches.iter();
        stretches.find(|stretch| stretch.rows().contains(&y)).expect("a row that was asked for")
    }
}
