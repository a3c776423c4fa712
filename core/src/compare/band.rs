//! Bands of rows, as a metric sees them.

use std::ops::Range;

use super::simd;
use crate::decode::Rows;
use crate::normalise::Ignored;
use crate::{Error, Side, Size, parallel};

/// The rectangle that is compared: what both pictures have, less an inset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Columns and rows left out at each edge: the offset from frame to canvas coordinates.
    pub(crate) inset: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Frame {
    pub(crate) fn new(common: Size, inset: u32) -> Self {
        Self {
            inset,
            width: common.width.saturating_sub(2 * inset),
            height: common.height.saturating_sub(2 * inset),
        }
    }
}

/// Some rows of one picture, RGBA8.
#[derive(Debug)]
struct Stretch {
    pixels: Vec<u8>,
    /// Bytes of a row.
    stride: usize,
}

impl Stretch {
    fn new(width: u32) -> Self {
        Self { pixels: Vec::new(), stride: width as usize * 4 }
    }

    /// Forgets rows at the top and reads new ones at the bottom.
    fn advance(&mut self, forget: usize, read: usize, rows: &mut dyn Rows) -> Result<(), Error> {
        self.pixels.drain(..forget * self.stride);
        let old = self.pixels.len();
        self.pixels.resize(old + read * self.stride, 0);
        rows.read(&mut self.pixels[old..])
    }

    fn row(&self, index: usize) -> &[u8] {
        &self.pixels[index * self.stride..(index + 1) * self.stride]
    }
}

/// The same rows of both pictures, ignored rectangles applied: a window that slides from top to bottom.
#[derive(Debug)]
pub(crate) struct Window {
    before: Stretch,
    after: Stretch,
    /// For each row the columns between the first and the last pixel that differ.
    spans: Vec<Option<Range<u32>>>,
    /// The picture row of the first row held.
    first: u32,
    common: Size,
}

impl Window {
    pub(crate) fn new(before: Size, after: Size) -> Self {
        Self {
            before: Stretch::new(before.width),
            after: Stretch::new(after.width),
            spans: Vec::new(),
            first: 0,
            common: before.common(after),
        }
    }

    /// Slides on: forgets the rows before `keep`, reads those before `until`. Both pictures are read at the same time.
    ///
    /// # Errors
    /// Those of the rows; of two, the one of the picture before.
    pub(crate) fn advance(
        &mut self,
        keep: u32,
        until: u32,
        before: &mut dyn Rows,
        after: &mut dyn Rows,
        ignored: &Ignored,
    ) -> Result<(), Error> {
        let held = self.spans.len();
        let forget = (keep.saturating_sub(self.first) as usize).min(held);
        let read = (until as usize).saturating_sub(self.first as usize + held);
        let (before_stretch, after_stretch) = (&mut self.before, &mut self.after);
        let (first, second) = parallel::join(
            || before_stretch.advance(forget, read, before),
            || after_stretch.advance(forget, read, after),
        );
        first.map_err(|error| error.at(Side::Before))?;
        second.map_err(|error| error.at(Side::After))?;
        self.spans.drain(..forget);
        self.first += forget as u32;
        let bytes = self.common.width as usize * 4;
        for index in held - forget..held - forget + read {
            let before = self.before.row(index);
            let start = index * self.after.stride;
            let after = &mut self.after.pixels[start..start + self.after.stride];
            ignored.apply(self.first + index as u32, before, after);
            self.spans.push(simd::differing_pixels(&before[..bytes], &after[..bytes]));
        }
        Ok(())
    }
}

/// A band of rows of both pictures, with the rows around it that were asked for. All coordinates are those of the frame.
#[derive(Clone, Debug)]
pub(crate) struct Band<'a> {
    pub(crate) frame: Frame,
    /// The rows that are to be compared now.
    pub(crate) rows: Range<u32>,
    pub(crate) window: &'a Window,
    pub(crate) ignored: &'a Ignored,
}

impl<'a> Band<'a> {
    /// Row `y` of the picture before, RGBA8.
    pub(crate) fn before(&self, y: u32) -> &'a [u8] {
        self.crop(self.window.before.row(self.index(y)))
    }

    /// Row `y` of the picture after, RGBA8.
    pub(crate) fn after(&self, y: u32) -> &'a [u8] {
        self.crop(self.window.after.row(self.index(y)))
    }

    /// One pixel of the picture before, RGBA8.
    pub(crate) fn pixel_before(&self, x: u32, y: u32) -> [u8; 4] {
        self.before(y).as_chunks().0[x as usize]
    }

    /// One pixel of the picture after, RGBA8.
    pub(crate) fn pixel_after(&self, x: u32, y: u32) -> [u8; 4] {
        self.after(y).as_chunks().0[x as usize]
    }

    /// The columns of row `y` between the first and the last pixel that differ in any byte.
    pub(crate) fn span(&self, y: u32) -> Option<Range<u32>> {
        let span = self.window.spans[self.index(y)].as_ref()?;
        let start = span.start.saturating_sub(self.frame.inset);
        let end = span.end.saturating_sub(self.frame.inset).min(self.frame.width);
        (start < end).then_some(start..end)
    }

    /// What is left of that without ignored rectangles.
    pub(crate) fn visible(&self, y: u32) -> Vec<Range<u32>> {
        let inset = self.frame.inset;
        let visible =
            self.span(y).map(|span| self.ignored.visible(y + inset, span.start + inset..span.end + inset));
        visible.into_iter().flatten().map(|columns| columns.start - inset..columns.end - inset).collect()
    }

    fn index(&self, y: u32) -> usize {
        (y + self.frame.inset - self.window.first) as usize
    }

    fn crop(&self, row: &'a [u8]) -> &'a [u8] {
        let start = self.frame.inset as usize * 4;
        &row[start..start + self.frame.width as usize * 4]
    }
}
