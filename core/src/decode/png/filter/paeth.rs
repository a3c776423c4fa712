//! The Paeth filter.
//!
//! A pixel needs the one to its left, so a row is one long chain of dependent steps, and the width of registers does not
//! help. But several rows can be on their way at once, each a pixel behind the one above it, which it needs.

use std::ops::Range;

use super::single;
use crate::compare::simd::widest;

/// Rows that are undone together.
pub(super) const ROWS: usize = 4;

/// The bytes that a row must have for that.
pub(super) const LEAST: usize = 8 * 4;

/// Bytes of a pixel in a register: of three, the fourth is not looked at.
const LANES: usize = 4;

/// What three neighbours predict: that one of the left, the one above and the one between them which is nearest to left +
/// above - between.
#[inline(always)]
pub(super) fn predict<const N: usize>(left: [i16; N], above: [i16; N], corner: [i16; N]) -> [i16; N] {
    // Loops and not closures over arrays: these are compiled for the features of the function that they stand in.
    let mut predicted = [0; N];
    for i in 0..N {
        let (a, b, c) = (left[i], above[i], corner[i]);
        let (to_a, to_b) = ((b - c).abs(), (a - c).abs());
        let to_c = (a + b - c - c).abs();
        let b_or_c = if to_b <= to_c { b } else { c };
        predicted[i] = if to_a <= to_b && to_a <= to_c { a } else { b_or_c };
    }
    predicted
}

widest! {
    /// Undoes the filter of [`ROWS`] rows of pixels of three or four bytes, each with the number of the filter in front.
    pub(super) fn together(filtered: &[u8], above: &[u8], out: &mut [u8], pixel: usize) -> () {
        let row = above.len();
        let width = row / pixel;
        // Every row has its first pixels, as many as it will be behind.
        for index in 0..ROWS {
            let pixels = 0..ROWS - 1 - index;
            ends(filtered, above, out, pixel, index, pixels);
        }
        let at = |index: usize, x: usize| index * row + x * pixel;
        let mut left = [0i16; ROWS * LANES];
        let mut corner = [0i16; ROWS * LANES];
        for index in 0..ROWS - 1 {
            let x = ROWS - 2 - index;
            for lane in 0..pixel {
                left[index * LANES + lane] = i16::from(out[at(index, x) + lane]);
                let over = if index == 0 { above[x * pixel + lane] } else { out[at(index - 1, x) + lane] };
                corner[index * LANES + lane] = i16::from(over);
            }
        }
        // The last row begins at its first pixel, and the last pixel of the first row is not for registers: a fourth byte may
        // be missing.
        let (first, rest) = out.split_at_mut(row);
        let (second, rest) = rest.split_at_mut(row);
        let (third, fourth) = rest.split_at_mut(row);
        let filtered_row = |index: usize| &filtered[index * (row + 1) + 1..][..row];
        let [f0, f1, f2, f3] = [0, 1, 2, 3].map(filtered_row);
        for x in ROWS - 1..width - 1 {
            let places = [0, 1, 2, 3].map(|index| (x - index) * pixel);
            let over = four(above, places[0]);
            let mut up = [0i16; ROWS * LANES];
            for (up, over) in up.iter_mut().zip(over) {
                *up = i16::from(over);
            }
            up[LANES..].copy_from_slice(&left[..(ROWS - 1) * LANES]);
            let stored = [four(f0, places[0]), four(f1, places[1]), four(f2, places[2]), four(f3, places[3])];
            let stored = stored.as_flattened();
            let predicted = predict(left, up, corner);
            let mut sum = [0u8; ROWS * LANES];
            for i in 0..ROWS * LANES {
                sum[i] = stored[i].wrapping_add(predicted[i] as u8);
                left[i] = i16::from(sum[i]);
            }
            corner = up;
            let [a, b, c, d] = sum.as_chunks::<LANES>().0 else { unreachable!() };
            *four_mut(first, places[0]) = *a;
            *four_mut(second, places[1]) = *b;
            *four_mut(third, places[2]) = *c;
            *four_mut(fourth, places[3]) = *d;
        }
        for index in 0..ROWS {
            let pixels = width - 1 - index..width;
            ends(filtered, above, out, pixel, index, pixels);
        }
    }
}

#[inline(always)]
fn four(row: &[u8], at: usize) -> [u8; LANES] {
    *row[at..].first_chunk().expect("a pixel is not the last one")
}

#[inline(always)]
fn four_mut(row: &mut [u8], at: usize) -> &mut [u8; LANES] {
    row[at..].first_chunk_mut().expect("a pixel is not the last one")
}

/// Undoes some pixels of one of the rows.
fn ends(filtered: &[u8], above: &[u8], out: &mut [u8], pixel: usize, index: usize, pixels: Range<usize>) {
    let row = above.len();
    let (before, out) = out.split_at_mut(index * row);
    let above = if index == 0 { above } else { &before[(index - 1) * row..] };
    let filtered = &filtered[index * (row + 1) + 1..][..row];
    let columns = pixels.start * pixel..pixels.end * pixel;
    single::bytes(super::PAETH, filtered, above, &mut out[..row], pixel, columns);
}
