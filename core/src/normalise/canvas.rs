//! The canvas on which two pictures meet.

use std::ops::Range;

use crate::Size;

/// Both pictures, top-left corner on top-left corner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Canvas {
    before: Size,
    after: Size,
    /// The smallest rectangle that holds both.
    pub(crate) size: Size,
    /// The rectangle that both have: there pixels are compared.
    pub(crate) common: Size,
}

impl Canvas {
    pub(crate) fn new(before: Size, after: Size) -> Self {
        Self { before, after, size: before.union(after), common: before.common(after) }
    }

    /// Whether the pictures have different sizes.
    pub(crate) fn sizes_differ(&self) -> bool {
        self.before != self.after
    }

    /// The columns of row `y` that exactly one picture has. (In the corner beyond both, there is nothing to compare.)
    pub(crate) fn one_sided(&self, y: u32) -> Range<u32> {
        if y < self.common.height {
            self.common.width..self.size.width
        } else {
            let taller = if self.before.height > self.after.height { self.before } else { self.after };
            0..taller.width
        }
    }
}
