//! JPEG: baseline and progressive, in grey, YCbCr, RGB, CMYK and YCCK.
//!
//! # The same pixels everywhere
//! The standard leaves the rounding of the transform and the upsampling of colour open, so that two decoders, or two
//! code paths of one, may differ in the last bit: enough to call equal pictures different on another machine. The decoder
//! is therefore built without its vector code (`default-features = false`), which leaves one path, in integers.
//!
//! # Damage
//! The decoder fills in what is missing, and even its strict mode does not see that a few last bytes are gone. So the
//! [markers] are walked first: a file without its end marker is cut off.
//!
//! The orientation that a camera notes in EXIF is not applied. A colour profile (APP2) is.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use super::Whole;
use super::markers;
use crate::{Error, Limits};

/// A side of a JPEG has 16 bits.
const LONGEST_SIDE: usize = 65535;

/// Decodes a picture into RGB8.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let frame = markers::frame(bytes)?;
    limits.check_pixels(frame.size)?;
    // Coefficients of all blocks are kept when they come in several scans.
    let for_each_pixel = if frame.scans > 1 { 3 + 2 * u64::from(frame.components) } else { 3 };
    limits.check_decoded(frame.size.pixels() * for_each_pixel, "a JPEG")?;

    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(LONGEST_SIDE)
        .set_max_height(LONGEST_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|e| fault(&e))?;
    if pixels.len() as u64 != frame.size.pixels() * 3 {
        return Err(Error::corrupt("the JPEG is damaged: its frame header and its pixels do not agree"));
    }
    Ok(Whole::new(frame.size, false, pixels).with_profile(frame.profile().as_deref(), frame.components == 1))
}

fn fault(error: &DecodeErrors) -> Error {
    // The bytes are in memory: all that can go wrong with reading them is their end.
    if matches!(error, DecodeErrors::IoErrors(_)) {
        return Error::corrupt("the JPEG is damaged: its data ends too early");
    }
    let text = error.to_string();
    Error::corrupt(format!("the JPEG is damaged: {}", text.trim_matches('"')))
}
