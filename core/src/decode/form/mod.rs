//! How the rows of a picture are stored, and how they become RGBA8.
//!
//! Rows come out of a decoder as the file stores them. Most rows of most pairs are equal, which is seen without
//! knowing what they show: such rows need not be widened, and no colour profile need be applied to them.

mod layout;
mod sixteen;
mod widen;

use std::sync::Arc;

use super::icc::Transform;
use crate::Size;

pub(super) use layout::Layout;
#[cfg(any(feature = "png", feature = "gif"))]
pub(super) use widen::rgb_to_rgba;

/// Bytes of a row that is stored without gaps.
pub(super) fn row_bytes(width: u32, bits_per_pixel: u64) -> u64 {
    (u64::from(width) * bits_per_pixel).div_ceil(8)
}

/// The form of the rows of one picture.
#[derive(Clone, PartialEq)]
pub(crate) struct Form {
    width: u32,
    layout: Layout,
    /// From the colours of its profile to sRGB.
    transform: Option<Arc<Transform>>,
}

impl Form {
    /// Rows that are stored as `layout` has it, in sRGB.
    pub(super) fn new(size: Size, layout: Layout) -> Self {
        Self { width: size.width, layout, transform: None }
    }

    /// Rows of RGBA8.
    pub(crate) fn of_rgba(size: Size) -> Arc<Self> {
        Arc::new(Self::new(size, Layout::Rgba8))
    }

    /// The same with a colour profile, or without one.
    #[cfg(any(feature = "png", feature = "_whole"))]
    pub(super) fn with_profile(&self, transform: Option<Arc<Transform>>) -> Arc<Self> {
        Arc::new(Self { width: self.width, layout: self.layout.clone(), transform })
    }

    /// Bytes of a stored row.
    pub(crate) fn row_bytes(&self) -> usize {
        row_bytes(self.width, self.layout.bits().into()) as usize
    }

    /// Bytes of a row of RGBA8.
    pub(crate) fn rgba_bytes(&self) -> usize {
        self.width as usize * 4
    }

    /// The colours of the bytes of a stored row, RGBA8, where each byte is a pixel.
    pub(crate) fn palette(&self) -> Option<&[[u8; 4]; 256]> {
        match &self.layout {
            Layout::Table(8, table) if self.transform.is_none() => Some(table),
            _ => None,
        }
    }

    /// Whether stored rows are RGBA8 as they are.
    pub(crate) fn is_rgba(&self) -> bool {
        self.layout == Layout::Rgba8 && self.transform.is_none()
    }

    /// Bytes of a stored pixel, or 1 where a byte has several.
    #[cfg(feature = "png")]
    pub(super) fn pixel_bytes(&self) -> usize {
        self.layout.bits().div_ceil(8) as usize
    }

    /// Turns a stored row into RGBA8: sRGB, straight alpha. `out` has [`rgba_bytes`](Self::rgba_bytes).
    pub(crate) fn rgba(&self, stored: &[u8], out: &mut [u8]) {
        self.layout.row(stored, out);
        if let Some(transform) = &self.transform {
            transform.apply(out);
        }
    }
}
