//! WebP: lossy and lossless, with and without alpha; of an animation the first frame.
//!
//! The decoder has no vector code and computes in integers, so its pixels are the same everywhere.

use std::io::{Cursor, ErrorKind};

use image_webp::{DecodingError, WebPDecoder};

use super::Whole;
use super::riff;
use crate::{Error, Limits, Size};

/// Bytes for a pixel while decoding: the pixel, and planes, canvas or frame beside it.
const WORKING_BYTES: u64 = 8;

/// Decodes a picture into RGBA8 where it declares alpha, and RGB8 where not.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let riff::Contents { canvas: size, frames, profile } = riff::check(bytes)?;
    limits.check_pixels(size)?;
    limits.check_decoded(size.pixels() * WORKING_BYTES, "a WebP")?;

    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
    let (width, height) = decoder.dimensions();
    if (Size { width, height }) != size {
        return Err(Error::corrupt("the WebP is damaged: its headers do not agree"));
    }
    let too_large =
        || Error::too_large(format!("{width}x{height} pixels are more than this machine addresses"));
    let mut pixels = vec![0; decoder.output_buffer_size().ok_or_else(too_large)?];
    decoder.read_image(&mut pixels).map_err(|e| fault(&e))?;
    Ok(Whole::new(size, decoder.has_alpha(), pixels).animated(frames > 1).with_profile(profile, false))
}

fn fault(error: &DecodingError) -> Error {
    match error {
        DecodingError::IoError(e) if e.kind() == ErrorKind::UnexpectedEof => {
            Error::corrupt("the WebP is damaged: its data ends too early")
        }
        DecodingError::UnsupportedFeature(what) => Error::unsupported(format!("the WebP uses {what}")),
        damage => Error::corrupt(format!("the WebP is damaged: {damage}")),
    }
}
