//! Lossless WebP.
//!
//! # Memory
//! The encoder wants the whole picture, copies it, and holds the packed file until it knows its length: unlike a PNG, a
//! WebP takes memory with every row. So it is held to the limit of pictures that are decoded whole.

use std::io::{Error as IoError, Write};

use image_webp::{ColorType, EncodingError, WebPEncoder};

use super::super::sheet::{Form, Sheet};
use super::{Put, cannot_write};
use crate::{Error, Limits};

/// The longest side that decoders take.
const LONGEST_SIDE: u32 = 16383;

/// Bytes for a pixel while encoding, at most: the pixel, the encoder's copy, and the packed file.
const WORKING_BYTES: u64 = 12;

/// Writes a picture whose rows come from `draw`.
pub(super) fn write(
    sheet: &Sheet,
    limits: &Limits,
    out: &mut (dyn Write + Send),
    draw: impl FnOnce(Put<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    check(sheet, limits)?;
    let color = match sheet.form {
        Form::Rgba(_) => ColorType::Rgba8,
        Form::Rgb(_) => ColorType::Rgb8,
        Form::Indexed { .. } => unreachable!("a palette is for PNG"),
    };
    let mut pixels = Vec::new();
    draw(&mut |row| {
        if pixels.is_empty() {
            pixels.reserve_exact(row.len() * sheet.size.height as usize);
        }
        pixels.extend_from_slice(row);
        Ok(())
    })?;
    WebPEncoder::new(out).encode(&pixels, sheet.size.width, sheet.size.height, color).map_err(|error| {
        cannot_write(match error {
            EncodingError::IoError(error) => error,
            other => IoError::other(other),
        })
    })
}

/// Says no before anything is drawn.
fn check(sheet: &Sheet, limits: &Limits) -> Result<(), Error> {
    let size = sheet.size;
    if size.width > LONGEST_SIDE || size.height > LONGEST_SIDE {
        return Err(Error::too_large(format!(
            "a WebP holds at most {LONGEST_SIDE}x{LONGEST_SIDE} pixels and the highlight has {}x{}: write PNG",
            size.width, size.height
        )));
    }
    let bytes = size.pixels() * WORKING_BYTES;
    if bytes > limits.max_decoded_bytes {
        return Err(Error::too_large(format!(
            "a WebP of {}x{} pixels takes up to {bytes} bytes of memory, more than max_decoded_bytes = {}: write PNG",
            size.width, size.height, limits.max_decoded_bytes
        )));
    }
    Ok(())
}
