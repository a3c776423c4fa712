//! Bounding boxes.

use crate::Rect;

/// The smallest rectangle around all pixels that differ.
pub type Bounds = Rect;

/// A bounding box that grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Extent {
    /// Around nothing.
    pub(crate) const EMPTY: Self = Self { left: u32::MAX, top: u32::MAX, right: 0, bottom: 0 };

    /// Takes in columns `left..right` of row `y`.
    pub(crate) fn add_run(&mut self, y: u32, left: u32, right: u32) {
        self.merge(Self { left, top: y, right, bottom: y + 1 });
    }

    /// Takes in another box.
    pub(crate) fn merge(&mut self, other: Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }

    /// The box, unless it is around nothing.
    pub(crate) fn rect(self) -> Option<Rect> {
        (self.left < self.right)
            .then(|| Rect::new(self.left, self.top, self.right - self.left, self.bottom - self.top))
    }
}
