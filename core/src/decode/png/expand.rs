//! From a row as PNG stores it to a row of RGBA8.
//!
//! Everything that has at most 256 different pixels (palettes, and greys of up to 8 bits) goes through one table, with
//! transparency already in it. The others are loops over arrays of fixed size, which the compiler turns into vectors.

use png::{BitDepth, ColorType, Info};

use super::sixteen;
use crate::Error;
use crate::decode::widen::rgb_to_rgba;

/// How to expand the rows of one picture.
pub(super) enum Expand {
    /// Nothing to do.
    Rgba8,
    Rgb8,
    /// The colour that is transparent.
    Rgb8Keyed([u8; 3]),
    GreyAlpha8,
    /// Bits per pixel, and the colour of each value.
    Table(u32, Box<[[u8; 4]; 256]>),
    /// The value that is transparent, if any is.
    Grey16(Option<[u8; 2]>),
    GreyAlpha16,
    Rgb16(Option<[u8; 6]>),
    Rgba16,
}

impl Expand {
    /// Picks the way for a picture whose chunks before IDAT were read.
    pub(super) fn of(info: &Info<'_>) -> Result<Self, Error> {
        let trns = info.trns.as_deref();
        let deep = info.bit_depth == BitDepth::Sixteen;
        Ok(match info.color_type {
            ColorType::Rgba if deep => Self::Rgba16,
            ColorType::Rgba => Self::Rgba8,
            ColorType::GrayscaleAlpha if deep => Self::GreyAlpha16,
            ColorType::GrayscaleAlpha => Self::GreyAlpha8,
            ColorType::Rgb if deep => Self::Rgb16(key(trns)),
            ColorType::Rgb => key(trns).map_or(Self::Rgb8, Self::Rgb8Keyed),
            ColorType::Grayscale if deep => Self::Grey16(key(trns)),
            ColorType::Grayscale => Self::greys(info.bit_depth as u32, trns),
            ColorType::Indexed => Self::palette(info)?,
        })
    }

    fn greys(bits: u32, trns: Option<&[u8]>) -> Self {
        let highest = (1 << bits) - 1;
        let mut table = Box::new([[0, 0, 0, 255]; 256]);
        for (value, colour) in table.iter_mut().enumerate().take(highest + 1) {
            let grey = (value * 255 / highest) as u8;
            *colour = [grey, grey, grey, 255];
        }
        // Only the bits that a sample has count.
        if let Some([value]) = key(trns) {
            table[value as usize & highest][3] = 0;
        }
        Self::Table(bits, table)
    }

    /// An index past the end of the palette is opaque black, as in libpng.
    fn palette(info: &Info<'_>) -> Result<Self, Error> {
        let Some(palette) = info.palette.as_deref() else {
            return Err(Error::corrupt("the PNG is damaged: it has colour type 3 and no palette"));
        };
        let mut table = Box::new([[0, 0, 0, 255]; 256]);
        rgb_to_rgba(palette, table.as_flattened_mut());
        for (colour, alpha) in table.iter_mut().zip(info.trns.as_deref().unwrap_or_default()) {
            colour[3] = *alpha;
        }
        Ok(Self::Table(info.bit_depth as u32, table))
    }

    /// Expands a row into `out`, four bytes for each of its pixels.
    pub(super) fn row(&self, row: &[u8], out: &mut [u8]) {
        match self {
            Self::Rgba8 => out.copy_from_slice(row),
            Self::Rgb8 => rgb_to_rgba(row, out),
            Self::Rgb8Keyed(key) => {
                for (pixel, rgb) in out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<3>().0) {
                    *pixel = [rgb[0], rgb[1], rgb[2], if rgb == key { 0 } else { 255 }];
                }
            }
            Self::GreyAlpha8 => {
                for (pixel, [grey, alpha]) in
                    out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<2>().0)
                {
                    *pixel = [*grey, *grey, *grey, *alpha];
                }
            }
            Self::Table(8, table) => {
                for (pixel, value) in out.as_chunks_mut::<4>().0.iter_mut().zip(row) {
                    *pixel = table[*value as usize];
                }
            }
            Self::Table(bits, table) => packed(row, *bits, table, out),
            Self::Grey16(key) => sixteen::grey(row, *key, out),
            Self::GreyAlpha16 => sixteen::grey_alpha(row, out),
            Self::Rgb16(key) => sixteen::rgb(row, *key, out),
            Self::Rgba16 => sixteen::rgba(row, out),
        }
    }
}

/// The transparent colour, where a tRNS of that length declares one.
fn key<const N: usize>(trns: Option<&[u8]>) -> Option<[u8; N]> {
    trns?.first_chunk().copied()
}

/// Pixels of 1, 2 or 4 bits, the first in the highest bits of a byte. The last byte may be only partly used.
fn packed(row: &[u8], bits: u32, table: &[[u8; 4]; 256], out: &mut [u8]) {
    let mask = (1 << bits) - 1;
    let in_byte = (8 / bits) as usize;
    for (pixels, byte) in out.as_chunks_mut::<4>().0.chunks_mut(in_byte).zip(row) {
        let mut rest = *byte;
        for pixel in pixels {
            rest = rest.rotate_left(bits);
            *pixel = table[(rest & mask) as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(expand: &Expand, row: &[u8], pixels: usize) -> Vec<[u8; 4]> {
        let mut out = vec![[9; 4]; pixels];
        expand.row(row, out.as_flattened_mut());
        out
    }

    #[test]
    fn packed_pixels_come_highest_bits_first() {
        let greys = |bits, row: &[u8], pixels| -> Vec<u8> {
            expand(&Expand::greys(bits, None), row, pixels).iter().map(|p| p[0]).collect()
        };
        assert_eq!(greys(1, &[0b1010_0001, 0b0100_0000], 10), [255, 0, 255, 0, 0, 0, 0, 255, 0, 255]);
        assert_eq!(greys(2, &[0b0001_1011, 0b1100_0000], 5), [0, 85, 170, 255, 255]);
        assert_eq!(greys(4, &[0x0f, 0x80], 3), [0, 255, 136]);
        assert_eq!(greys(8, &[0, 1, 255], 3), [0, 1, 255]);
    }

    #[test]
    fn a_transparent_grey_uses_only_the_bits_of_a_sample() {
        let expand_ = Expand::greys(2, Some(&[0b1111_1110]));
        assert_eq!(expand(&expand_, &[0b1001_0000], 2), [[170, 170, 170, 0], [85, 85, 85, 255]]);
    }

    #[test]
    fn a_transparent_colour_matches_in_all_channels() {
        let keyed = Expand::Rgb8Keyed([1, 2, 3]);
        assert_eq!(expand(&keyed, &[1, 2, 3, 1, 2, 4], 2), [[1, 2, 3, 0], [1, 2, 4, 255]]);
    }

    #[test]
    fn an_index_past_the_palette_is_black() {
        let mut info = Info::with_size(2, 1);
        info.color_type = ColorType::Indexed;
        info.palette = Some([7, 8, 9, 1, 1, 1].as_slice().into());
        info.trns = Some([100].as_slice().into());
        let table = Expand::of(&info).unwrap();
        assert_eq!(expand(&table, &[0, 1, 2], 3), [[7, 8, 9, 100], [1, 1, 1, 255], [0, 0, 0, 255]]);
        info.palette = None;
        assert_eq!(Expand::of(&info).err().unwrap().code(), "corrupt_image");
    }
}
