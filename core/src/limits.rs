//! Limits that are checked before anything is allocated.

use serde::{Deserialize, Serialize};

use crate::{Error, Size};

/// What a picture may cost. Every limit is checked against the header, before memory is taken.
///
/// ```
/// use depicted::{Limits, Options};
/// let careful = Options { limits: Limits { max_pixels: 50_000_000, ..Limits::default() }, ..Options::default() };
/// # let _ = careful;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Width times height of one picture, in pixels. Default: 1 000 000 000.
    pub max_pixels: u64,
    /// Encoded size of one picture, in bytes. Default: 1 073 741 824 (1 GiB).
    pub max_bytes: u64,
    /// Decoded size, in bytes, of what has to be held whole: one picture whose format cannot be read row by row
    /// (interlaced PNG, JPEG, WebP, GIF, BMP, TIFF, QOI), or one row of a PNG. Default: 1 073 741 824 (1 GiB).
    pub max_decoded_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_pixels: 1_000_000_000, max_bytes: 1 << 30, max_decoded_bytes: 1 << 30 }
    }
}

impl Limits {
    /// Checks the pixels of a picture.
    pub(crate) fn check_pixels(&self, size: Size) -> Result<(), Error> {
        let pixels = size.pixels();
        if pixels > self.max_pixels {
            return Err(Error::too_large(format!(
                "{}x{} is {pixels} pixels, more than max_pixels = {}: raise it to compare the picture",
                size.width, size.height, self.max_pixels
            )));
        }
        Ok(())
    }

    /// Checks the encoded size of a picture.
    pub(crate) fn check_bytes(&self, bytes: u64) -> Result<(), Error> {
        if bytes > self.max_bytes {
            return Err(Error::too_large(format!(
                "the encoded picture has {bytes} bytes or more, and max_bytes = {}: raise it to compare the picture",
                self.max_bytes
            )));
        }
        Ok(())
    }

    /// Checks the memory that a picture takes which can only be decoded whole.
    #[cfg(any(feature = "_whole", feature = "png"))]
    pub(crate) fn check_decoded(&self, bytes: u64, why: &str) -> Result<(), Error> {
        if bytes > self.max_decoded_bytes {
            return Err(Error::too_large(format!(
                "{why} is decoded whole, into {bytes} bytes, more than max_decoded_bytes = {}: raise it to compare the \
                 picture",
                self.max_decoded_bytes
            )));
        }
        Ok(())
    }
}
