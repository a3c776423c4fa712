//! The pictures of the vectors, made from nothing: `vectors/images` holds what [`all`] returns, byte for byte.
//!
//! A JPEG or WebP cannot be made here; those files were made once (see `vectors/README.md`) and are named in [`GIVEN`].

mod alpha;
mod canvas;
mod damaged;
mod dots;
mod formats;
mod page;
mod sizes;

pub use canvas::{BLACK, Canvas, WHITE};

/// Pictures that are committed as they are.
pub const GIVEN: [&str; 8] = [
    "formats/grey-128.jpg",
    "formats/grey-128-progressive.jpg",
    "formats/scene.png",
    "formats/scene-baseline.jpg",
    "formats/scene-progressive.jpg",
    "formats/scene-lossless.webp",
    "formats/scene-lossy.webp",
    "formats/alpha-lossless.webp",
];

/// Every picture that is made: its name below `vectors/images`, and its bytes.
pub fn all() -> Vec<(String, Vec<u8>)> {
    [dots::all(), sizes::all(), alpha::all(), page::all(), formats::all(), damaged::all()].concat()
}
