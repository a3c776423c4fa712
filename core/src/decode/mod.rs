//! Pictures in, rows of pixels out.
//!
//! A [`Picture`] is what the user gave; a [`Source`] is the same thing ready to be read, more than once if need be;
//! [`Rows`] are its pixels, top to bottom, as the file stores them, and their [`Form`] makes RGBA8 of them. Formats are
//! told by their signature and never by a file name.
//!
//! A colour profile is applied, in integers, where it is one of curves and a matrix and is not sRGB in effect ([`icc`]);
//! else pixels are taken as they are stored. Gamma beside a profile and the orientation of a camera are not applied.
//!
//! Of an animation the first frame is compared, or what its format shows where animations are not known; of a file with
//! several pages the first. Whoever reads the [`Header`] can say so.

mod form;
mod format;
#[cfg(all(feature = "icc", any(feature = "png", feature = "_whole")))]
#[cfg_attr(
    not(any(feature = "png", feature = "jpeg", feature = "webp", feature = "tiff")),
    expect(dead_code, reason = "the other formats carry no profiles")
)]
mod icc;
#[cfg(not(all(feature = "icc", any(feature = "png", feature = "_whole"))))]
#[path = "icc_off.rs"]
mod icc;
mod input;
mod narrow;
mod picture;
#[cfg(feature = "png")]
mod png;
mod raw;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "_whole")]
mod whole;

use std::ops::DerefMut;
use std::sync::Arc;

pub(crate) use form::Form;
pub use picture::Picture;
pub(crate) use source::Source;

use crate::{Error, Size};

/// The pixels of one picture as rows, top to bottom.
pub(crate) trait Rows: Send {
    /// Size, and whether the file declares alpha.
    fn header(&self) -> Header;

    /// How rows are stored; the same for all of them.
    fn form(&self) -> &Arc<Form>;

    /// Fills `out`, a whole number of stored rows, with the next rows.
    ///
    /// # Errors
    /// `corrupt_image` when the data ends or breaks its format's rules, `io` when it cannot be read.
    ///
    /// # Panics
    /// May panic when more rows are asked for than are left: a mistake of the caller.
    fn read(&mut self, out: &mut [u8]) -> Result<(), Error>;

    /// Decodes what is left and checks what follows it, so that damage anywhere is found.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn finish(&mut self) -> Result<(), Error>;

    /// Takes colours as they are stored from now on: a profile is not applied.
    fn ignore_profile(&mut self) {}

    /// Goes back to the first row.
    ///
    /// # Errors
    /// `io` when a file is no longer what it was.
    fn rewind(&mut self) -> Result<(), Error>;
}

/// The rows of a picture as RGBA8: sRGB, straight alpha.
pub(crate) struct Rgba<R> {
    rows: R,
    stored: Vec<u8>,
}

impl<R: DerefMut<Target: Rows>> Rgba<R> {
    pub(crate) fn new(rows: R) -> Self {
        Self { rows, stored: Vec::new() }
    }

    pub(crate) fn header(&self) -> Header {
        self.rows.header()
    }

    /// Reads to the end, see [`Rows::finish`].
    #[cfg(any(feature = "resize", test))]
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        self.rows.finish()
    }

    /// The next row as it is stored.
    ///
    /// # Errors
    /// As [`Rows::read`].
    pub(crate) fn stored(&mut self) -> Result<&[u8], Error> {
        self.stored.resize(self.rows.form().row_bytes(), 0);
        self.rows.read(&mut self.stored)?;
        Ok(&self.stored)
    }

    /// Fills `out`, a whole number of rows of `width * 4` bytes, with the next rows.
    ///
    /// # Errors
    /// As [`Rows::read`].
    pub(crate) fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        let form = Arc::clone(self.rows.form());
        if form.is_rgba() {
            return self.rows.read(out);
        }
        for out in out.chunks_exact_mut(form.rgba_bytes()) {
            form.rgba(self.stored()?, out);
        }
        Ok(())
    }
}

/// What is known of a picture before its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Width and height, both at least 1.
    pub(crate) size: Size,
    /// The file *declares* alpha (PNG colour type 4 or 6, tRNS, raw RGBA, WebP with alpha, a transparent colour of a GIF
    /// or a frame that does not cover it), whether or not it uses it.
    pub(crate) has_alpha: bool,
    /// The file has more frames or pages than the one that is compared: the default picture of an APNG, else the first.
    pub(crate) animated: bool,
}
