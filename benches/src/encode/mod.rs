//! Pages as files.

mod bmp;
mod dct;
mod gif;
mod huffman;
mod jpeg;
pub mod palette;
mod png;
mod qoi;
mod tiff;

pub use bmp::bmp;
pub use gif::gif;
pub use jpeg::jpeg;
pub use png::{Layout, png};
pub use qoi::qoi;
pub use tiff::tiff;

use image_webp::{ColorType, WebPEncoder};

use crate::page::{HEIGHT, Page, WIDTH};

/// Lossless WebP; there is no encoder for the lossy kind in Rust alone.
///
/// # Panics
/// When the encoder does not take a page.
pub fn webp(page: &Page) -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new(&mut file)
        .encode(&page.0, WIDTH, HEIGHT, ColorType::Rgba8)
        .expect("a page can be encoded");
    file
}
