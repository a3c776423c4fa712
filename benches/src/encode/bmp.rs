//! BMP of 24 bits, as most programs write it.

use crate::page::{HEIGHT, Page, WIDTH};

const HEADERS: u32 = 14 + 40;

/// Encodes a page, from its last row to its first; alpha is lost. The width needs no padding.
pub fn bmp(page: &Page) -> Vec<u8> {
    const { assert!(WIDTH.is_multiple_of(4)) };
    let mut file = b"BM".to_vec();
    for number in
        [HEADERS + WIDTH * HEIGHT * 3, 0, HEADERS, 40, WIDTH, HEIGHT, 24 << 16 | 1, 0, 0, 0, 0, 0, 0]
    {
        file.extend(number.to_le_bytes());
    }
    for row in page.0.chunks(WIDTH as usize * 4).rev() {
        file.extend(row.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*b, *g, *r]));
    }
    file
}
