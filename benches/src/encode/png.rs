//! PNG in the layouts that screenshots come in.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use png::{BitDepth, ColorType, Encoder};

use super::palette;
use crate::page::{HEIGHT, Page, WIDTH};

/// How pixels are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Eight bits each of red, green, blue and alpha.
    Rgba,
    /// Without alpha.
    Rgb,
    /// One byte a pixel, of the colours of [`palette`].
    Palette,
    /// As `Rgba`, in the seven passes of Adam7.
    Interlaced,
}

/// Encodes a page: the usual compression, and for each row the filter that promises most.
///
/// # Panics
/// When the encoder does not take a page.
pub fn png(page: &Page, layout: Layout) -> Vec<u8> {
    let pixels = page.0.as_chunks::<4>().0;
    match layout {
        Layout::Interlaced => interlaced(page),
        Layout::Rgba => plain(ColorType::Rgba, &page.0),
        Layout::Rgb => plain(
            ColorType::Rgb,
            pixels.iter().map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<_>>().as_flattened(),
        ),
        Layout::Palette => plain(ColorType::Indexed, &palette::indices(page)),
    }
}

fn plain(color: ColorType, rows: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    if color == ColorType::Indexed {
        encoder.set_palette(palette::entries());
    }
    let mut writer = encoder.write_header().expect("a page has a legal size");
    writer.write_image_data(rows).expect("a page has all its rows");
    writer.finish().expect("a vector takes everything");
    file
}

/// The crate `png` writes no interlaced files. Each row has the filter Up.
fn interlaced(page: &Page) -> Vec<u8> {
    /// First column and row of a pass, and the steps between its columns and rows.
    const PASSES: [[u32; 4]; 7] =
        [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];
    let pixels = page.0.as_chunks::<4>().0;
    let mut stream = ZlibEncoder::new(Vec::new(), Compression::default());
    for [left, top, step_x, step_y] in PASSES {
        let columns = (left..WIDTH).step_by(step_x as usize);
        let mut above = vec![0; columns.len() * 4];
        for y in (top..HEIGHT).step_by(step_y as usize) {
            let row: Vec<u8> = columns.clone().flat_map(|x| pixels[(y * WIDTH + x) as usize]).collect();
            let filtered: Vec<u8> = row.iter().zip(&above).map(|(byte, up)| byte.wrapping_sub(*up)).collect();
            stream.write_all(&[2]).expect("a vector takes everything");
            stream.write_all(&filtered).expect("a vector takes everything");
            above = row;
        }
    }
    let header = [&WIDTH.to_be_bytes()[..], &HEIGHT.to_be_bytes(), &[8, 6, 0, 0, 1]].concat();
    let rows = stream.finish().expect("a vector takes everything");
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", &rows), chunk(*b"IEND", &[])]
        .concat()
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = (body.len() as u32).to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(body);
    chunk.extend(crc32fast::hash(&chunk[4..]).to_be_bytes());
    chunk
}
