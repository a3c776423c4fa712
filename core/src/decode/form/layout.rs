//! The ways in which a row of pixels is stored, and from each of them to RGBA8.
//!
//! Everything that has at most 256 different pixels (palettes, and greys of up to 8 bits) goes through one table, with
//! transparency already in it. The others are loops over arrays of fixed size, which the compiler turns into vectors.

use super::sixteen;
use super::widen::rgb_to_rgba;

/// How the pixels of a row are stored.
#[derive(Clone, PartialEq)]
#[cfg_attr(not(feature = "png"), expect(dead_code, reason = "only PNG stores pixels in so many ways"))]
pub(in crate::decode) enum Layout {
    /// As they are compared.
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

impl Layout {
    /// Bits of a pixel.
    pub(super) fn bits(&self) -> u32 {
        match self {
            Self::Rgba8 | Self::GreyAlpha16 => 32,
            Self::Rgb8 | Self::Rgb8Keyed(_) => 24,
            Self::GreyAlpha8 | Self::Grey16(_) => 16,
            Self::Table(bits, _) => *bits,
            Self::Rgb16(_) => 48,
            Self::Rgba16 => 64,
        }
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

    #[test]
    fn a_transparent_colour_matches_in_all_channels() {
        let mut out = [9; 8];
        Layout::Rgb8Keyed([1, 2, 3]).row(&[1, 2, 3, 1, 2, 4], &mut out);
        assert_eq!(out, [1, 2, 3, 0, 1, 2, 4, 255]);
    }
}
