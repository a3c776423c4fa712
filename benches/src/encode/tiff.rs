//! TIFF of RGB in strips, packed by LZW with differences of pixels, as image editors write it.

use std::io::Cursor;

use tiff::encoder::colortype::RGB8;
use tiff::encoder::{Compression, Predictor, TiffEncoder};

use crate::page::{HEIGHT, Page, WIDTH};

/// Encodes a page; alpha is lost.
///
/// # Panics
/// When the encoder does not take a page.
pub fn tiff(page: &Page) -> Vec<u8> {
    let colours: Vec<u8> = page.0.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let mut file = Cursor::new(Vec::new());
    let encoder = TiffEncoder::new(&mut file).expect("a vector takes everything");
    let mut encoder = encoder.with_compression(Compression::Lzw).with_predictor(Predictor::Horizontal);
    encoder.write_image::<RGB8>(WIDTH, HEIGHT, &colours).expect("a page has all its rows");
    file.into_inner()
}
