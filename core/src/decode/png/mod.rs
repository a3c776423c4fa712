//! PNG: every colour type, depth and interlacing, as rows.
//!
//! The `png` crate reads what comes ahead of the pixels, and interlaced pictures. Pixels of the others are read here: the
//! contents of the [`idat`] chunks, through [`inflate`] (by `fdeflate`), with their [`filter`]s undone several rows at a
//! time. Reading is strict: a failed checksum is an error in any chunk, and a picture is not done before its last chunk
//! was read.
//!
//! - Samples of 16 bits are reduced by rounding, not by dropping the lower byte.
//! - A colour profile (iCCP) is applied to the samples of 8 bits, row by row. gAMA, cHRM, sRGB and cICP do not change
//!   pixels.
//! - An APNG is its default picture.
//! - Bytes after IEND are not looked at.

mod check;
mod chunks;
mod filter;
mod idat;
mod inflate;
mod interlaced;
mod layout;
#[cfg(feature = "icc")]
mod profile;
mod stream;
#[cfg(test)]
mod tests;

pub(super) use check::check;

use std::io::ErrorKind;

use png::{ColorType, DecodeOptions, Decoder, DecodingError, Reader};

use super::form::{Form, row_bytes};
use super::input::{Encoded, Input};
use super::{Header, Rows};
use crate::{Error, Limits, Size};

/// Memory for chunks that are neither skipped nor pixels. The largest that is kept is eXIf.
const METADATA_BYTES: usize = 16 << 20;

/// Reads up to the pixels and returns rows: streamed, or decoded whole where the picture is interlaced.
pub(super) fn open<'s>(encoded: &'s Encoded<'_>, limits: &Limits) -> Result<Box<dyn Rows + 's>, Error> {
    let reader = begin(encoded, limits)?;
    let layout = layout::layout(reader.info())?;
    let header = header(&reader);
    #[cfg(feature = "icc")]
    let grey = matches!(reader.info().color_type, ColorType::Grayscale | ColorType::GrayscaleAlpha);
    #[cfg(feature = "icc")]
    let transform = profile::transform(encoded, grey);
    #[cfg(not(feature = "icc"))]
    let transform = None;
    let form = Form::new(header.size, layout).with_profile(transform);
    if reader.info().interlaced {
        return Ok(Box::new(interlaced::Interlaced::decode(reader, header, form)?));
    }
    drop(reader);
    Ok(Box::new(stream::Stream::open(encoded, header, form)?))
}

/// Opens the bytes and reads up to the first IDAT. Limits are checked right after IHDR, when no more than the buffer of
/// the file has been allocated.
fn begin<'s>(encoded: &'s Encoded<'_>, limits: &Limits) -> Result<Reader<Input<'s>>, Error> {
    let mut options = DecodeOptions::default();
    options.set_ignore_adler32(false);
    options.set_ignore_crc(false);
    options.set_skip_ancillary_crc_failures(false);
    options.set_ignore_text_chunk(true);
    // It is read apart: the decoder would count it against its memory for pixels.
    options.set_ignore_iccp_chunk(true);
    let mut decoder = Decoder::new_with_options(encoded.open()?, options);

    let info = decoder.read_header_info().map_err(fault)?;
    let size = Size { width: info.width, height: info.height };
    let row_bytes = row_bytes(info.width, info.bits_per_pixel() as u64);
    check_limits(size, row_bytes, info.interlaced, limits)?;

    decoder.set_limits(png::Limits { bytes: row_bytes as usize + METADATA_BYTES });
    decoder.read_info().map_err(fault)
}

/// A row has to be held whole in any case, so that a picture of one endless row cannot ask for more than any other.
fn check_limits(size: Size, row_bytes: u64, interlaced: bool, limits: &Limits) -> Result<(), Error> {
    limits.check_pixels(size)?;
    if interlaced {
        limits.check_decoded(row_bytes * u64::from(size.height), "an interlaced PNG")
    } else {
        limits.check_decoded(row_bytes, "a row of a PNG")
    }
}

fn header(reader: &Reader<Input<'_>>) -> Header {
    let info = reader.info();
    let has_alpha =
        info.trns.is_some() || matches!(info.color_type, ColorType::GrayscaleAlpha | ColorType::Rgba);
    Header {
        size: Size { width: info.width, height: info.height },
        has_alpha,
        animated: info.animation_control.is_some(),
    }
}

/// The error of the `png` crate in the words of this one.
fn fault(error: DecodingError) -> Error {
    match error {
        DecodingError::IoError(e) if e.kind() == ErrorKind::UnexpectedEof => cut_off(),
        // No file system says so: it is how the decoder calls what is wrong inside these chunks.
        DecodingError::IoError(e) if e.kind() == ErrorKind::InvalidData => {
            Error::corrupt("the PNG is damaged: its chunk cICP or bKGD breaks the rules; strip its metadata")
        }
        DecodingError::IoError(e) => Error::io("cannot read the PNG", e),
        DecodingError::LimitsExceeded => too_much_memory(),
        damage => Error::corrupt(format!("the PNG is damaged: {}", sentence(&damage.to_string()))),
    }
}

fn too_much_memory() -> Error {
    Error::too_large(format!(
        "the PNG has a metadata chunk of more than {METADATA_BYTES} bytes, or more pixels than this machine addresses; \
         strip its metadata or convert it"
    ))
}

fn cut_off() -> Error {
    Error::corrupt("the PNG is cut off: it ends before its last chunk, IEND")
}

/// `Invalid image dimensions.` as the end of a sentence of ours: lower case, no full stop. A chunk is written as its
/// four letters and not as the fields of its type.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches(['.', ' ']);
    if let Some((before, chunk)) = text.split_once("ChunkType { type: ")
        && let Some((name, after)) =
            chunk.split_once(',').and_then(|(name, rest)| Some((name, rest.split_once('}')?.1)))
    {
        return sentence(&format!("{before}{name}{after}"));
    }
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}
