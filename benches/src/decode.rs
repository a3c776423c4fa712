//! Decoding and nothing besides, by the crates that the engine uses too.

use std::io::Cursor;

use anyhow::{Context, Result};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Samples as they are stored: of a PNG in its own layout, of a JPEG as RGB8.
    pub samples: Vec<u8>,
}

/// Decodes a PNG or a JPEG into one buffer.
///
/// # Errors
/// When it is neither, or damaged.
pub fn pixels(file: &[u8]) -> Result<Pixels> {
    if file.starts_with(b"\x89PNG") { png(file) } else { jpeg(file) }
}

fn png(file: &[u8]) -> Result<Pixels> {
    let mut reader = png::Decoder::new(Cursor::new(file)).read_info()?;
    let mut samples = vec![0; reader.output_buffer_size().context("a PNG that is too large")?];
    let frame = reader.next_frame(&mut samples)?;
    Ok(Pixels { width: frame.width, height: frame.height, samples })
}

fn jpeg(file: &[u8]) -> Result<Pixels> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    let samples = decoder.decode().map_err(|error| anyhow::anyhow!("not a readable JPEG: {error}"))?;
    let (width, height) = decoder.dimensions().context("a JPEG without a size")?;
    Ok(Pixels { width: width as u32, height: height as u32, samples })
}
