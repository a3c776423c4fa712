//! Formats that are decoded whole, because their decoders or the formats themselves do not give rows.

#[cfg(feature = "jpeg")]
pub(super) mod jpeg;
#[cfg(feature = "jpeg")]
mod markers;
#[cfg(feature = "webp")]
mod riff;
#[cfg(test)]
mod tests;
#[cfg(feature = "webp")]
pub(super) mod webp;

use super::widen::rgb_to_rgba;
use super::{Header, Rows};
use crate::{Error, Size};

/// A decoded picture, served as rows. Pixels without alpha stay RGB8 until they are read.
pub(super) struct Whole {
    header: Header,
    pixels: Vec<u8>,
    next: usize,
}

impl Whole {
    /// RGBA8 pixels where `has_alpha`, RGB8 where not.
    fn new(size: Size, has_alpha: bool, pixels: Vec<u8>) -> Self {
        let channels = if has_alpha { 4 } else { 3 };
        debug_assert_eq!(pixels.len() as u64, size.pixels() * channels);
        Self { header: Header { size, has_alpha }, pixels, next: 0 }
    }
}

impl Rows for Whole {
    fn header(&self) -> Header {
        self.header
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        let stored = if self.header.has_alpha { out.len() } else { out.len() / 4 * 3 };
        let pixels = &self.pixels[self.next..self.next + stored];
        if self.header.has_alpha {
            out.copy_from_slice(pixels);
        } else {
            rgb_to_rgba(pixels, out);
        }
        self.next += stored;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn rewind(&mut self) -> Result<(), Error> {
        self.next = 0;
        Ok(())
    }
}
