//! Pictures that the engine wrote, read again by somebody else.

use std::io::Cursor;

/// The pixels of an 8-bit PNG as RGBA8.
///
/// # Errors
/// When it is no such PNG.
pub fn rgba(png: &[u8]) -> Result<Vec<[u8; 4]>, String> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or(0)];
    let info = reader.next_frame(&mut bytes).map_err(|error| error.to_string())?;
    bytes.truncate(info.buffer_size());
    match info.color_type {
        png::ColorType::Rgba => Ok(bytes.as_chunks().0.to_vec()),
        png::ColorType::Rgb => Ok(bytes.as_chunks().0.iter().map(|[r, g, b]| [*r, *g, *b, 255]).collect()),
        other => Err(format!("it is {other:?}")),
    }
}
