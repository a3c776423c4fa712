//! PNGs that must be refused.

use super::canvas::{Canvas, WHITE};
use crate::png_file::{Layout, SIGNATURE, chunk, header, stored};

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let whole = Canvas::new(10, 10, WHITE).png();
    let layout = Layout::new(2, 8);
    let pixels = || chunk(*b"IDAT", &stored(&[0; 310]));
    let end = || chunk(*b"IEND", &[]);
    let file = |chunks: &[Vec<u8>]| [&SIGNATURE[..], &chunks.concat()].concat();
    let ihdr = |width, height| chunk(*b"IHDR", &header(width, height, &layout));
    // The signature, IHDR and the head of IDAT take 41 bytes.
    let mut bad_pixel_checksum = whole.clone();
    bad_pixel_checksum[60] ^= 1;
    let mut bad_header_checksum = whole.clone();
    bad_header_checksum[29] ^= 0x80;
    let files = [
        ("truncated-in-pixels", whole[..200].to_vec()),
        ("truncated-before-end", whole[..whole.len() - 12].to_vec()),
        ("truncated-signature", whole[..6].to_vec()),
        ("bad-pixel-checksum", bad_pixel_checksum),
        ("bad-header-checksum", bad_header_checksum),
        ("bad-adler", file(&[ihdr(10, 10), chunk(*b"IDAT", &bad_adler()), end()])),
        ("too-few-pixels", file(&[ihdr(10, 12), pixels(), end()])),
        ("no-pixels", file(&[ihdr(10, 10), end()])),
        ("zero-width", file(&[ihdr(0, 10), pixels(), end()])),
        ("zero-height", file(&[ihdr(10, 0), pixels(), end()])),
        ("depth-3", file(&[chunk(*b"IHDR", &header(10, 10, &Layout::new(0, 3))), pixels(), end()])),
        ("no-palette", file(&[chunk(*b"IHDR", &header(10, 10, &Layout::new(3, 8))), pixels(), end()])),
        // 3.6 Gpx: 14 GB once decoded, if anybody did.
        ("bomb-60000x60000", file(&[ihdr(60000, 60000), pixels(), end()])),
    ];
    files.map(|(name, file)| (format!("damaged/{name}.png"), file)).to_vec()
}

/// Ten rows of white whose last checksum, that of zlib, is wrong.
fn bad_adler() -> Vec<u8> {
    let row = [&[0][..], &[255; 30]].concat();
    let mut stream = stored(&row.repeat(10));
    let last = stream.len() - 1;
    stream[last] ^= 1;
    stream
}
