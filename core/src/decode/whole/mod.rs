//! Formats that are decoded whole, because their decoders or the formats themselves do not give rows.

#[cfg(feature = "gif")]
mod blocks;
#[cfg(feature = "bmp")]
pub(super) mod bmp;
#[cfg(feature = "gif")]
pub(super) mod gif;
#[cfg(feature = "jpeg")]
pub(super) mod jpeg;
#[cfg(feature = "jpeg")]
mod markers;
#[cfg(feature = "qoi")]
pub(super) mod qoi;
#[cfg(feature = "webp")]
mod riff;
#[cfg(test)]
mod tests;
#[cfg(feature = "tiff")]
pub(super) mod tiff;
#[cfg(feature = "webp")]
pub(super) mod webp;

use std::sync::Arc;

use super::form::{Form, Layout};
use super::{Header, Rows};
use crate::{Error, Size};

/// A decoded picture, served as rows. Pixels without alpha stay RGB8.
pub(super) struct Whole {
    header: Header,
    form: Arc<Form>,
    pixels: Vec<u8>,
    next: usize,
}

impl Whole {
    /// RGBA8 pixels where `has_alpha`, RGB8 where not.
    fn new(size: Size, has_alpha: bool, pixels: Vec<u8>) -> Self {
        let channels = if has_alpha { 4 } else { 3 };
        debug_assert_eq!(pixels.len() as u64, size.pixels() * channels);
        let form = Form::new(size, if has_alpha { Layout::Rgba8 } else { Layout::Rgb8 });
        Self { header: Header { size, has_alpha, animated: false }, form: Arc::new(form), pixels, next: 0 }
    }

    /// Says whether there are more frames or pages than this one.
    #[cfg(any(feature = "gif", feature = "tiff", feature = "webp"))]
    fn animated(mut self, animated: bool) -> Self {
        self.header.animated = animated;
        self
    }

    /// Takes the colour profile of the picture, if it has one; `grey` when its samples are.
    #[cfg(any(feature = "jpeg", feature = "tiff", feature = "webp"))]
    fn with_profile(self, profile: Option<&[u8]>, grey: bool) -> Self {
        let transform = profile.and_then(|profile| super::icc::Transform::of(profile, grey));
        Self { form: self.form.with_profile(transform), ..self }
    }
}

impl Rows for Whole {
    fn header(&self) -> Header {
        self.header
    }

    fn form(&self) -> &Arc<Form> {
        &self.form
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        out.copy_from_slice(&self.pixels[self.next..self.next + out.len()]);
        self.next += out.len();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn ignore_profile(&mut self) {
        self.form = self.form.with_profile(None);
    }

    fn rewind(&mut self) -> Result<(), Error> {
        self.next = 0;
        Ok(())
    }
}
