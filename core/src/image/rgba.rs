//! Raw pixels that somebody else owns.

use crate::{Error, Size};

/// A borrowed picture of RGBA8 pixels: sRGB, straight (not premultiplied) alpha, rows top to bottom.
///
/// ```
/// let red = [255, 0, 0, 255];
/// let view = depicted::RgbaView::new(&red, 1, 1)?;
/// let report = depicted::diff(view, view, &depicted::Options::default())?;
/// assert!(report.same());
/// # Ok::<(), depicted::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RgbaView<'a> {
    pixels: &'a [u8],
    size: Size,
    stride: usize,
}

impl<'a> RgbaView<'a> {
    /// Rows without gaps: `pixels` has `width * height * 4` bytes.
    ///
    /// # Errors
    /// `corrupt_image` when a side is 0 or the length is another.
    pub fn new(pixels: &'a [u8], width: u32, height: u32) -> Result<Self, Error> {
        let expected = u64::from(width) * u64::from(height) * 4;
        if pixels.len() as u64 != expected {
            return Err(Error::corrupt(format!(
                "{width}x{height} RGBA8 pixels take {expected} bytes, the buffer has {}",
                pixels.len()
            )));
        }
        Self::with_stride(pixels, width, height, width as usize * 4)
    }

    /// Rows that begin every `stride` bytes, as in a window of a larger picture.
    ///
    /// # Errors
    /// `corrupt_image` when a side is 0, a row is longer than the stride, or the buffer ends before the last row.
    pub fn with_stride(pixels: &'a [u8], width: u32, height: u32, stride: usize) -> Result<Self, Error> {
        if width == 0 || height == 0 {
            return Err(Error::corrupt(format!(
                "a picture has at least one pixel, this one is {width}x{height}"
            )));
        }
        let row = u64::from(width) * 4;
        let needed = (stride as u64).checked_mul(u64::from(height) - 1).and_then(|n| n.checked_add(row));
        if (stride as u64) < row || needed.is_none_or(|needed| needed > pixels.len() as u64) {
            return Err(Error::corrupt(format!(
                "{width}x{height} RGBA8 rows {stride} bytes apart do not fit a buffer of {} bytes",
                pixels.len()
            )));
        }
        Ok(Self { pixels, size: Size { width, height }, stride })
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The bytes of row `y`, four a pixel.
    ///
    /// # Panics
    /// When `y` is not below the height.
    pub fn row(&self, y: u32) -> &'a [u8] {
        let start = self.stride * y as usize;
        &self.pixels[start..start + self.size.width as usize * 4]
    }
}
