//! Bands of rows, as a metric sees them.

use std::ops::Range;

use super::Window;
use crate::Size;
use crate::normalise::Ignored;

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

/// A band of rows of both pictures, with the rows around it that were asked for. All coordinates are those of the frame.
#[derive(Clone)]
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
        self.crop(self.window.before(y + self.frame.inset))
    }

    /// Row `y` of the picture after, RGBA8.
    pub(crate) fn after(&self, y: u32) -> &'a [u8] {
        self.crop(self.window.after(y + self.frame.inset))
    }

    /// The columns of row `y` between the first and the last pixel that differ in any byte.
    pub(crate) fn span(&self, y: u32) -> Option<Range<u32>> {
        let span = self.window.span(y + self.frame.inset)?;
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

    fn crop(&self, row: &'a [u8]) -> &'a [u8] {
        let start = self.frame.inset as usize * 4;
        &row[start..start + self.frame.width as usize * 4]
    }
}
