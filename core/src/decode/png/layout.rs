//! How the rows of a PNG are stored, by its chunks before IDAT.

use png::{BitDepth, ColorType, Info};

use crate::Error;
use crate::decode::form::{Layout, rgb_to_rgba};

/// The layout of a picture whose chunks before IDAT were read.
pub(super) fn layout(info: &Info<'_>) -> Result<Layout, Error> {
    let trns = info.trns.as_deref();
    let deep = info.bit_depth == BitDepth::Sixteen;
    Ok(match info.color_type {
        ColorType::Rgba if deep => Layout::Rgba16,
        ColorType::Rgba => Layout::Rgba8,
        ColorType::GrayscaleAlpha if deep => Layout::GreyAlpha16,
        ColorType::GrayscaleAlpha => Layout::GreyAlpha8,
        ColorType::Rgb if deep => Layout::Rgb16(key(trns)),
        ColorType::Rgb => key(trns).map_or(Layout::Rgb8, Layout::Rgb8Keyed),
        ColorType::Grayscale if deep => Layout::Grey16(key(trns)),
        ColorType::Grayscale => greys(info.bit_depth as u32, trns),
        ColorType::Indexed => palette(info)?,
    })
}

fn greys(bits: u32, trns: Option<&[u8]>) -> Layout {
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
    Layout::Table(bits, table)
}

/// An index past the end of the palette is opaque black, as in libpng.
fn palette(info: &Info<'_>) -> Result<Layout, Error> {
    let Some(palette) = info.palette.as_deref() else {
        return Err(Error::corrupt("the PNG is damaged: it has colour type 3 and no palette"));
    };
    let mut table = Box::new([[0, 0, 0, 255]; 256]);
    rgb_to_rgba(palette, table.as_flattened_mut());
    for (colour, alpha) in table.iter_mut().zip(info.trns.as_deref().unwrap_or_default()) {
        colour[3] = *alpha;
    }
    Ok(Layout::Table(info.bit_depth as u32, table))
}

/// The transparent colour, where a tRNS of that length declares one.
fn key<const N: usize>(trns: Option<&[u8]>) -> Option<[u8; N]> {
    trns?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Size;
    use crate::decode::form::Form;

    fn rgba(layout: Layout, row: &[u8], pixels: u32) -> Vec<[u8; 4]> {
        let mut out = vec![[9; 4]; pixels as usize];
        Form::new(Size { width: pixels, height: 1 }, layout).rgba(row, out.as_flattened_mut());
        out
    }

    #[test]
    fn packed_pixels_come_highest_bits_first() {
        let greys = |bits, row: &[u8], pixels| -> Vec<u8> {
            rgba(greys(bits, None), row, pixels).iter().map(|p| p[0]).collect()
        };
        assert_eq!(greys(1, &[0b1010_0001, 0b0100_0000], 10), [255, 0, 255, 0, 0, 0, 0, 255, 0, 255]);
        assert_eq!(greys(2, &[0b0001_1011, 0b1100_0000], 5), [0, 85, 170, 255, 255]);
        assert_eq!(greys(4, &[0x0f, 0x80], 3), [0, 255, 136]);
        assert_eq!(greys(8, &[0, 1, 255], 3), [0, 1, 255]);
    }

    #[test]
    fn a_transparent_grey_uses_only_the_bits_of_a_sample() {
        let keyed = greys(2, Some(&[0b1111_1110]));
        assert_eq!(rgba(keyed, &[0b1001_0000], 2), [[170, 170, 170, 0], [85, 85, 85, 255]]);
    }

    #[test]
    fn an_index_past_the_palette_is_black() {
        let mut info = Info::with_size(2, 1);
        info.color_type = ColorType::Indexed;
        info.palette = Some([7, 8, 9, 1, 1, 1].as_slice().into());
        info.trns = Some([100].as_slice().into());
        let table = layout(&info).unwrap();
        assert_eq!(rgba(table, &[0, 1, 2], 3), [[7, 8, 9, 100], [1, 1, 1, 255], [0, 0, 0, 255]]);
        info.palette = None;
        assert_eq!(layout(&info).err().unwrap().code(), "corrupt_image");
    }
}
