//! Pictures put together: tiles of a tall page one below the other, masks painted over.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder};

use crate::CaptureError;

/// What masked elements are painted with.
const MASK: [u8; 4] = [0xff, 0x00, 0xff, 0xff];

/// A picture, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tile {
    pub(crate) png: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Tile {
    /// Reads the size of a PNG.
    pub(crate) fn new(png: Vec<u8>) -> Result<Self, CaptureError> {
        let reader = Decoder::new(Cursor::new(&png)).read_info().map_err(wrong)?;
        let (width, height) = (reader.info().width, reader.info().height);
        drop(reader);
        Ok(Self { png, width, height })
    }
}

/// Puts tiles one below the other and paints the masks.
pub(crate) fn assemble(tiles: &[Tile], masks: &[depicted::Rect], width: u32) -> Result<Tile, CaptureError> {
    let height = tiles.iter().map(|tile| tile.height).sum();
    let mut color = None;
    let mut pixels = Vec::new();
    for tile in tiles {
        let mut reader = Decoder::new(Cursor::new(&tile.png)).read_info().map_err(wrong)?;
        let (own, depth) = reader.output_color_type();
        let common = *color.get_or_insert(own);
        if own != common || depth != BitDepth::Eight || tile.width != width || own.samples() < 3 {
            return Err(CaptureError::Picture("the parts of a tall page do not fit each other".to_owned()));
        }
        let begin = pixels.len();
        let size = reader.output_buffer_size().unwrap_or_default();
        pixels.resize(begin + size, 0);
        reader.next_frame(&mut pixels[begin..]).map_err(wrong)?;
    }
    let color = color.unwrap_or(ColorType::Rgba);
    let samples = color.samples();
    let row = width as usize * samples;
    for mask in masks {
        for line in pixels.chunks_exact_mut(row).skip(mask.y as usize).take(mask.height as usize) {
            let (left, right) = (mask.x as usize, (mask.x + mask.width).min(width) as usize);
            for pixel in line[left.min(right) * samples..right * samples].chunks_exact_mut(samples) {
                pixel.copy_from_slice(&MASK[..samples]);
            }
        }
    }
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, width, height);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(&pixels).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(Tile { png, width, height })
}

fn wrong(error: impl std::fmt::Display) -> CaptureError {
    CaptureError::Picture(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(height: u32, value: u8) -> Tile {
        let mut png = Vec::new();
        let mut encoder = Encoder::new(&mut png, 3, height);
        encoder.set_color(ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![value; 9 * height as usize]).unwrap();
        writer.finish().unwrap();
        Tile::new(png).unwrap()
    }

    #[test]
    fn tiles_are_stacked_and_masks_painted() {
        let whole = assemble(&[tile(2, 1), tile(1, 2)], &[depicted::Rect::new(1, 1, 9, 2)], 3).unwrap();
        assert_eq!((whole.width, whole.height), (3, 3));
        let mut reader = Decoder::new(Cursor::new(&whole.png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels[..9], [1; 9]);
        assert_eq!(pixels[9..18], [1, 1, 1, 255, 0, 255, 255, 0, 255]);
        assert_eq!(pixels[18..], [2, 2, 2, 255, 0, 255, 255, 0, 255]);
    }

    #[test]
    fn a_picture_that_is_cut_is_an_error() {
        let mut cut = tile(2, 1);
        cut.png.truncate(60);
        assert!(assemble(&[cut.clone()], &[], 3).is_err());
        assert!(Tile::new(cut.png[..20].to_vec()).is_err());
        assert!(Tile::new(Vec::new()).is_err());
    }
}
