//! Baseline JPEG with halved colour, as cameras and browsers write it, at quality 90.
//!
//! It is our own because the encoders at hand either have licences of their own or turn on vector code of the decoder
//! in the whole workspace. One set of tables serves brightness and colour.

use depicted::{RgbaView, Size};

use super::dct::{Block, Dct};
use super::huffman::{AC, Bits, Codes, DC, Table};

/// Steps of the coefficients at quality 50, row by row. Source: ITU-T T.81 (1992), table K.1.
#[rustfmt::skip]
const STEPS: [u8; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
];

/// From low to high frequencies. Source: ITU-T T.81 (1992), figure 5.
#[rustfmt::skip]
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
    12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
    58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Encodes a picture of less than 65536 pixels a side; alpha is lost.
pub fn jpeg(picture: RgbaView<'_>) -> Vec<u8> {
    let Size { width, height } = picture.size();
    let steps = STEPS.map(|step| (step + 2) / 5);
    let quantisation = [&[0][..], &ZIGZAG.map(|at| steps[at])].concat();
    let size = [&[8][..], &(height as u16).to_be_bytes(), &(width as u16).to_be_bytes()].concat();
    // Three components, the first with four blocks to one of each other.
    let frame = [&size[..], &[3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]].concat();
    let table = |class: u8, table: &Table| [&[class][..], &table.lengths, table.symbols].concat();

    let mut file = vec![0xff, 0xd8];
    for (marker, body) in [
        (0xdb, quantisation),
        (0xc0, frame),
        (0xc4, table(0x00, &DC)),
        (0xc4, table(0x10, &AC)),
        (0xda, vec![3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    ] {
        file.extend([0xff, marker]);
        file.extend((body.len() as u16 + 2).to_be_bytes());
        file.extend(body);
    }
    file.extend(Scan::new(&steps).encode(picture));
    file.extend([0xff, 0xd9]);
    file
}

struct Scan<'a> {
    steps: &'a [u8; 64],
    dct: Dct,
    codes: [Codes; 2],
    bits: Bits,
    /// The last mean of each component.
    means: [i32; 3],
}

impl<'a> Scan<'a> {
    fn new(steps: &'a [u8; 64]) -> Self {
        let codes = [Codes::new(&DC), Codes::new(&AC)];
        Self { steps, dct: Dct::new(), codes, bits: Bits::default(), means: [0; 3] }
    }

    fn encode(mut self, picture: RgbaView<'_>) -> Vec<u8> {
        let Size { width, height } = picture.size();
        let at = |component: usize, x: u32, y: u32| {
            sample(picture.row(y.min(height - 1)), component, x.min(width - 1))
        };
        for top in (0..height).step_by(16) {
            for left in (0..width).step_by(16) {
                for (x, y) in [(0, 0), (8, 0), (0, 8), (8, 8)] {
                    self.block(0, &block(|dx, dy| at(0, left + x + dx, top + y + dy)));
                }
                for component in [1, 2] {
                    let mean = |dx: u32, dy: u32| {
                        let (x, y) = (left + 2 * dx, top + 2 * dy);
                        let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
                        four.iter().map(|(x, y)| at(component, *x, *y)).sum::<f32>() / 4.0
                    };
                    self.block(component, &block(mean));
                }
            }
        }
        self.bits.end();
        self.bits.bytes
    }

    fn block(&mut self, component: usize, samples: &Block) {
        let [dc, ac] = &self.codes;
        let coefficients = self.dct.forward(samples);
        let level = |at: usize| (coefficients[at] / f32::from(self.steps[at])).round() as i32;
        let mean = level(0);
        self.bits.put(dc, 0, mean - self.means[component]);
        self.means[component] = mean;

        let mut zeros = 0;
        for number in ZIGZAG[1..].iter().map(|at| level(*at)) {
            if number == 0 {
                zeros += 1;
                continue;
            }
            for _ in 0..zeros / 16 {
                self.bits.put(ac, 15, 0);
            }
            self.bits.put(ac, zeros % 16, number);
            zeros = 0;
        }
        if zeros > 0 {
            self.bits.put(ac, 0, 0);
        }
    }
}

fn block(sample: impl Fn(u32, u32) -> f32) -> Block {
    std::array::from_fn(|at| sample(at as u32 % 8, at as u32 / 8))
}

/// Brightness or a colour of a pixel, around 0.
fn sample(row: &[u8], component: usize, x: u32) -> f32 {
    let [r, g, b] = [0, 1, 2].map(|n| f32::from(row[x as usize * 4 + n]));
    match component {
        0 => 0.299 * r + 0.587 * g + 0.114 * b - 128.0,
        1 => -0.168_736 * r - 0.331_264 * g + 0.5 * b,
        _ => 0.5 * r - 0.418_688 * g - 0.081_312 * b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Pixels, pixels};
    use crate::page::{Page, WIDTH};

    /// Not a multiple of 16; with text and a border.
    const ROWS: u32 = 150;

    #[test]
    fn a_decoder_sees_nearly_the_same_picture() {
        let mut page = Page::new(None).0;
        page.truncate((WIDTH * ROWS * 4) as usize);
        let file = jpeg(RgbaView::new(&page, WIDTH, ROWS).unwrap());
        let Pixels { width, height, samples } = pixels(&file).unwrap();
        assert_eq!((width, height), (WIDTH, ROWS));
        let pairs = page.as_chunks::<4>().0.iter().zip(samples.as_chunks::<3>().0);
        let off: u64 = pairs.map(|(a, b)| (0..3).map(|n| u64::from(a[n].abs_diff(b[n]))).sum::<u64>()).sum();
        // Strokes of one pixel lose some of their contrast; flat areas, most of a page, lose nothing.
        assert!(off < 3 * u64::from(WIDTH * ROWS * 3), "{off}");
    }
}
