//! Which rows are made of which, how many at a time, and what that takes.

use std::ops::Range;

use crate::Size;

/// Bytes of a pixel of weighted light.
const PIXEL: u64 = 16;

/// Rows of the larger picture in a stretch.
const STRETCH: u64 = 512;

/// Rows of the result that one thread makes at a time: an eighth of a stretch, and not so few that the rows which
/// neighbours share are most of the work.
const LEAST_PART: u64 = 8;

/// How one picture becomes another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) from: Size,
    pub(super) to: Size,
    support: f64,
}

impl Plan {
    /// `support` is how far the filter reaches to either side, in pixels of the smaller picture.
    pub(super) fn new(from: Size, to: Size, support: f64) -> Self {
        Self { from, to, support }
    }

    /// Rows of the result in a stretch.
    pub(super) fn stretch(&self) -> u32 {
        let (from, to) = (u64::from(self.from.height), u64::from(self.to.height));
        (STRETCH * to / from.max(to)).max(LEAST_PART) as u32
    }

    /// Rows of the result in a part of a stretch.
    pub(super) fn part(&self) -> u32 {
        u64::from(self.stretch()).div_ceil(8).max(LEAST_PART) as u32
    }

    /// The upper edge of a row of the result, in rows of the source. It is computed for every row alike, wherever a
    /// stretch begins.
    pub(super) fn edge(&self, row: u32) -> f64 {
        let (from, to) = (f64::from(self.from.height), f64::from(self.to.height));
        (f64::from(row) * from / to).min(from)
    }

    /// Rows of the source that rows of the result are made of, with one to spare at each end for what is rounded.
    pub(super) fn rows(&self, result: &Range<u32>) -> Range<u32> {
        let reach = reach(self.from.height, self.to.height, self.support) + 1.0;
        let end = (self.edge(result.end) + reach).ceil().min(f64::from(self.from.height));
        (self.edge(result.start) - reach).floor() as u32..end as u32
    }

    /// The most memory that is taken beside the result: rows of the source, and for all parts of a stretch the rows of
    /// either direction and the weights of both.
    pub(super) fn working_bytes(&self) -> u64 {
        let (stretch, part) = (u64::from(self.stretch()), u64::from(self.part()));
        let read = self.most_rows(stretch).saturating_mul(u64::from(self.from.width).saturating_mul(PIXEL));
        let line = u64::from(self.to.width).saturating_mul(PIXEL);
        let across = weights(u64::from(self.to.width), reach(self.from.width, self.to.width, self.support));
        let down = weights(part, reach(self.from.height, self.to.height, self.support));
        let one = (self.most_rows(part) + part).saturating_mul(line).saturating_add(across + down);
        read.saturating_add(one.saturating_mul(stretch.div_ceil(part)))
    }

    fn most_rows(&self, result: u64) -> u64 {
        let scale = f64::from(self.from.height) / f64::from(self.to.height);
        let rows = result as f64 * scale + 2.0 * reach(self.from.height, self.to.height, self.support) + 4.0;
        (rows as u64).min(u64::from(self.from.height))
    }
}

/// How far a filter reaches in pixels of the source.
fn reach(from: u32, to: u32, support: f64) -> f64 {
    support * (f64::from(from) / f64::from(to)).max(1.0)
}

/// Bytes of the weights of one direction: for every pixel of the result those of all pixels in reach, and where they
/// begin.
fn weights(pixels: u64, reach: f64) -> u64 {
    let window = 2 * reach.ceil() as u64 + 1;
    pixels * (window * 8 + 48)
}
