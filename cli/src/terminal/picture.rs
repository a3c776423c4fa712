//! The picture as PNG, which every protocol can be given.

use std::borrow::Cow;
use std::io::{self, Cursor};

use image_webp::WebPDecoder;
use png::{BitDepth, ColorType, Encoder};

/// The picture as PNG: a highlighted one may also be a WebP.
///
/// # Errors
/// When a WebP cannot be read.
pub(super) fn as_png(picture: &[u8]) -> io::Result<Cow<'_, [u8]>> {
    if !picture.starts_with(b"RIFF") {
        return Ok(picture.into());
    }
    let mut webp = WebPDecoder::new(Cursor::new(picture)).map_err(io::Error::other)?;
    let mut pixels = vec![0; webp.output_buffer_size().unwrap_or(0)];
    webp.read_image(&mut pixels).map_err(io::Error::other)?;
    let (width, height) = webp.dimensions();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(if webp.has_alpha() { ColorType::Rgba } else { ColorType::Rgb });
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes.into())
}

/// The width of a PNG, which its first chunk tells.
///
/// # Errors
/// When it is cut off before.
pub(super) fn width(png: &[u8]) -> io::Result<u32> {
    match png.get(16..20).and_then(|width| width.try_into().ok()) {
        Some(width) => Ok(u32::from_be_bytes(width)),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
