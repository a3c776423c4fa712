//! 256 colours for the formats that have no more: 3 bits of red and green, 2 of blue.

use crate::page::Page;

/// The page in these colours, opaque.
#[must_use]
pub fn rounded(page: &Page) -> Page {
    page.clone().map(|_, _, color| {
        let [r, g, b] = entry(index(color));
        [r, g, b, 255]
    })
}

/// Red, green and blue of every colour, in order.
pub(super) fn entries() -> Vec<u8> {
    (0..=255).flat_map(entry).collect()
}

/// Where the colour of each pixel is in the palette.
pub(super) fn indices(page: &Page) -> Vec<u8> {
    page.0.as_chunks().0.iter().map(|color| index(*color)).collect()
}

fn index([r, g, b, _]: [u8; 4]) -> u8 {
    r & 0xe0 | g >> 3 & 0x1c | b >> 6
}

fn entry(index: u8) -> [u8; 3] {
    let level = |bits: u8, most: u8| (u32::from(bits) * 255 / u32::from(most)) as u8;
    [level(index >> 5, 7), level(index >> 2 & 7, 7), level(index & 3, 3)]
}
