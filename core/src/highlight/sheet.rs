//! What is written: its size, and how its rows become bytes.
//!
//! A drawing is rows of inks, and for `side-by-side` the pixels of both pictures. An encoder sees none of that: it gets a
//! [`Form`] and rows of bytes. A palette serves where all is inks and the format has palettes; else there are channels.

use super::ground::Row;
use super::ink::{EachInk, Ink, Palette};
use crate::decode::Rows;
use crate::normalise::Canvas;
use crate::options::Highlight;
use crate::{Error, HighlightFormat, HighlightMode, Size};

/// Columns between two panels.
pub(super) const SEPARATOR: u32 = 8;
/// What they are filled with: an opaque grey.
pub(super) const SEPARATOR_PIXEL: [u8; 4] = [128, 128, 128, 255];

/// A picture to be written.
pub(super) struct Sheet {
    pub(super) size: Size,
    pub(super) form: Form,
}

/// How a pixel is stored, and what it takes to bring an ink into that shape.
pub(super) enum Form {
    /// Numbers of palette entries, `bits` (1, 2, 4 or 8) each, the leftmost pixel in the highest bits.
    Indexed {
        bits: u8,
        #[cfg_attr(not(feature = "png"), expect(dead_code, reason = "only PNG has palettes"))]
        colors: Vec<[u8; 4]>,
        indices: Box<EachInk<u8>>,
    },
    /// Three bytes.
    Rgb(Box<EachInk<[u8; 3]>>),
    /// Four bytes, straight alpha.
    Rgba(Box<EachInk<[u8; 4]>>),
}

impl Sheet {
    /// The sheet that shows all of `options.mode`.
    ///
    /// # Errors
    /// `too_large` when no picture can be so wide.
    pub(super) fn new(
        canvas: &Canvas,
        options: &Highlight,
        format: HighlightFormat,
        before: &dyn Rows,
        after: &dyn Rows,
    ) -> Result<Self, Error> {
        let palette = Palette::new(options);
        let panels = options.mode == HighlightMode::SideBySide;
        let alpha = match options.mode {
            HighlightMode::Overlay => false,
            HighlightMode::Mask => true,
            HighlightMode::SideBySide => {
                canvas.sizes_differ() || before.header().has_alpha || after.header().has_alpha
            }
        };
        let indexed = palette.bits().filter(|_| format == HighlightFormat::Png && !panels);
        let form = match indexed {
            Some(bits) => {
                Form::Indexed { bits, colors: palette.colors(), indices: Box::new(palette.indices()) }
            }
            None if alpha => Form::Rgba(Box::new(palette.channels())),
            None => Form::Rgb(Box::new(palette.channels())),
        };
        Ok(Self { size: if panels { three_panels(canvas.size)? } else { canvas.size }, form })
    }

    /// The bytes of a row.
    pub(super) fn pack(&self, row: &Row<'_>, bytes: &mut Vec<u8>) {
        let width = self.size.width as usize;
        match &self.form {
            Form::Indexed { bits, indices, .. } => {
                bytes.resize((width * usize::from(*bits)).div_ceil(8), 0);
                pack_indices(indices, *bits, row.inks, bytes);
            }
            Form::Rgb(colors) => {
                bytes.resize(width * 3, 0);
                pack_channels(colors, row, bytes);
            }
            Form::Rgba(colors) => {
                bytes.resize(width * 4, 0);
                pack_channels(colors, row, bytes);
            }
        }
    }
}

/// Three pictures beside each other.
fn three_panels(size: Size) -> Result<Size, Error> {
    let width = size.width.checked_mul(3).and_then(|width| width.checked_add(2 * SEPARATOR));
    let width = width.ok_or_else(|| {
        Error::too_large(format!("three panels, each {} pixels wide, are too wide for a picture", size.width))
    })?;
    Ok(Size { width, ..size })
}

fn pack_indices(indices: &EachInk<u8>, bits: u8, inks: &[Ink], bytes: &mut [u8]) {
    let index = |ink: &Ink| indices[usize::from(*ink)];
    if bits == 8 {
        bytes.iter_mut().zip(inks).for_each(|(byte, ink)| *byte = index(ink));
        return;
    }
    let per_byte = usize::from(8 / bits);
    for (byte, inks) in bytes.iter_mut().zip(inks.chunks(per_byte)) {
        let packed = inks.iter().fold(0, |packed, ink| packed << bits | index(ink));
        // The last byte of a row may be in part empty.
        *byte = packed << (usize::from(bits) * (per_byte - inks.len()));
    }
}

fn pack_channels<const N: usize>(colors: &EachInk<[u8; N]>, row: &Row<'_>, bytes: &mut [u8]) {
    let first = |rgba: &[u8; 4]| -> [u8; N] { std::array::from_fn(|channel| rgba[channel]) };
    let (mut pixels, _) = bytes.as_chunks_mut::<N>();
    for picture in row.pictures.iter().flatten() {
        let (panel, rest) = pixels.split_at_mut(row.inks.len());
        panel.iter_mut().zip(picture.as_chunks().0).for_each(|(pixel, rgba)| *pixel = first(rgba));
        let (separator, rest) = rest.split_at_mut(SEPARATOR as usize);
        separator.fill(first(&SEPARATOR_PIXEL));
        pixels = rest;
    }
    pixels.iter_mut().zip(&*row.inks).for_each(|(pixel, ink)| *pixel = colors[usize::from(*ink)]);
}
