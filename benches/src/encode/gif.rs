//! GIF of one frame.

use gif::{Encoder, Frame};

use super::palette;
use crate::page::{HEIGHT, Page, WIDTH};

/// Encodes a page whose colours are those of the palette.
///
/// # Panics
/// When the encoder does not take a page.
pub fn gif(page: &Page) -> Vec<u8> {
    let (width, height) = (WIDTH as u16, HEIGHT as u16);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height, &palette::entries()).expect("a legal palette");
    let pixels = palette::indices(page);
    let frame = Frame { width, height, buffer: pixels.into(), ..Frame::default() };
    encoder.write_frame(&frame).expect("a page has all its rows");
    drop(encoder);
    file
}
