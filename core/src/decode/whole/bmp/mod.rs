//! BMP, read here: from OS/2 and Windows 2 to version 5, with palettes, bit fields and run lengths.
//!
//! The crates that read it bring in a whole image library, or fill up with black what a cut file lacks, or do not know
//! all of these; and the format has no compression that would be worth a dependency.
//!
//! - The fourth byte of a pixel counts only where the header declares an alpha mask. Where it then is 0 everywhere, the
//!   writer did not mean it, and the picture is opaque, as browsers have it.
//! - Pixels that run lengths leave out have the first colour of the palette.
//! - The colour space of version 5 changes no pixels. What follows the pixels is not looked at.

mod header;
mod rle;
mod rows;

use self::header::{Coding, Info};
use super::Whole;
use crate::{Error, Limits};

/// Decodes a picture into RGBA8 where it declares alpha, and RGB8 where not.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let info = Info::parse(bytes)?;
    let size = info.size;
    limits.check_pixels(size)?;
    // Indices that were unpacked stand beside the pixels.
    let for_each_pixel = if matches!(info.coding, Coding::Runs) { 5 } else { 4 };
    limits.check_decoded(size.pixels() * for_each_pixel, "a BMP")?;

    let data = bytes.get(info.pixels_at..).ok_or_else(cut_off)?;
    match info.coding {
        Coding::Runs => {
            let indices = rle::unpack(data, size, info.bits == 4)?;
            let pixels = indices.iter().flat_map(|index| info.palette[*index as usize]).collect();
            Ok(Whole::new(size, false, pixels))
        }
        Coding::Fields(fields) if fields[3].is_some() => {
            let mut pixels = rows::fields::<4>(data, &info, &fields)?;
            let opaque = pixels.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 0);
            if opaque {
                pixels = pixels.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
            }
            Ok(Whole::new(size, !opaque, pixels))
        }
        Coding::Fields(fields) => Ok(Whole::new(size, false, rows::fields::<3>(data, &info, &fields)?)),
        Coding::Plain => Ok(Whole::new(size, false, rows::plain(data, &info)?)),
    }
}

fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the BMP is damaged: {what}"))
}

fn cut_off() -> Error {
    Error::corrupt("the BMP is cut off: it ends before its last pixel")
}
