//! RGBA8 pixels to draw on.

use crate::png_file::{Layout, encode};

/// Opaque white.
pub const WHITE: [u8; 4] = [255; 4];
/// Opaque black.
pub const BLACK: [u8; 4] = [0, 0, 0, 255];

/// A picture of RGBA8 pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Row by row.
    pub pixels: Vec<[u8; 4]>,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: u32, height: u32, color: [u8; 4]) -> Self {
        Self::from_fn(width, height, |_, _| color)
    }

    /// A picture whose pixels are computed.
    pub fn from_fn(width: u32, height: u32, mut color: impl FnMut(u32, u32) -> [u8; 4]) -> Self {
        let pixels =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| color(x, y)).collect();
        Self { width, height, pixels }
    }

    /// The pixel at `x`, `y`.
    pub fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.pixels[(y * self.width + x) as usize]
    }

    /// The same with one pixel in another colour.
    #[must_use]
    pub fn dot(self, x: u32, y: u32, color: [u8; 4]) -> Self {
        self.rect(x, y, 1, 1, color)
    }

    /// The same with a filled rectangle.
    #[must_use]
    pub fn rect(mut self, x: u32, y: u32, width: u32, height: u32, color: [u8; 4]) -> Self {
        for y in y..y + height {
            let start = (y * self.width + x) as usize;
            self.pixels[start..start + width as usize].fill(color);
        }
        self
    }

    /// The same with another picture laid on it.
    #[must_use]
    pub fn paste(mut self, x: u32, y: u32, other: &Self) -> Self {
        for row in 0..other.height {
            let start = ((y + row) * self.width + x) as usize;
            let theirs = (row * other.width) as usize..((row + 1) * other.width) as usize;
            self.pixels[start..start + other.width as usize].copy_from_slice(&other.pixels[theirs]);
        }
        self
    }

    /// The same with every pixel changed.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut([u8; 4]) -> [u8; 4]) -> Self {
        Self { pixels: self.pixels.iter().map(|pixel| change(*pixel)).collect(), ..*self }
    }

    /// An 8-bit PNG: RGB where all is opaque, else RGBA.
    pub fn png(&self) -> Vec<u8> {
        let opaque = self.pixels.iter().all(|pixel| pixel[3] == 255);
        self.png_as(&Layout::new(if opaque { 2 } else { 6 }, 8))
    }

    /// A PNG of another layout that takes the samples as they are: RGB or RGBA, 8 bits.
    pub fn png_as(&self, layout: &Layout) -> Vec<u8> {
        encode(self.width, self.height, layout, |x, y| self.at(x, y).map(u16::from))
    }

    /// The bytes of all pixels.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }
}
