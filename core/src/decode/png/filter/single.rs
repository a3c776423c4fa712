//! One row after the other.

use std::ops::Range;

use super::paeth;
use crate::compare::simd::widest;

/// Undoes the filter of a row; `None` where there is no such filter.
pub(super) fn undo(filter: u8, filtered: &[u8], above: &[u8], out: &mut [u8], pixel: usize) -> Option<()> {
    match filter {
        0 => out.copy_from_slice(filtered),
        2 => up(filtered, above, out),
        1 | 3 | super::PAETH => match pixel {
            1 => sized::<1>(filter, filtered, above, out),
            3 => sized::<3>(filter, filtered, above, out),
            4 if filter == 1 => sub4(filtered, out),
            4 => sized::<4>(filter, filtered, above, out),
            _ => bytes(filter, filtered, above, out, pixel, 0..out.len()),
        },
        _ => return None,
    }
    Some(())
}

fn sized<const N: usize>(filter: u8, filtered: &[u8], above: &[u8], out: &mut [u8]) {
    match filter {
        1 => pixels(filtered, above, out, |a: [u8; N], _, _| a),
        3 => pixels(filtered, above, out, |a: [u8; N], b, _| std::array::from_fn(|i| a[i].midpoint(b[i]))),
        _ => pixels(filtered, above, out, |a: [u8; N], b, c| {
            let wide = |pixel: [u8; N]| pixel.map(i16::from);
            paeth::predict(wide(a), wide(b), wide(c)).map(|byte| byte as u8)
        }),
    }
}

/// Some columns of a row, byte by byte: for the ends of rows, and for pixels of two bytes or of more than four, which are rare.
pub(super) fn bytes(
    filter: u8,
    filtered: &[u8],
    above: &[u8],
    out: &mut [u8],
    pixel: usize,
    columns: Range<usize>,
) {
    for x in columns {
        let left = x.checked_sub(pixel);
        let (a, b, c) = (left.map_or(0, |x| out[x]), above[x], left.map_or(0, |x| above[x]));
        let predicted = match filter {
            1 => a,
            3 => a.midpoint(b),
            _ => paeth::predict([i16::from(a)], [i16::from(b)], [i16::from(c)])[0] as u8,
        };
        out[x] = filtered[x].wrapping_add(predicted);
    }
}

/// Pixel by pixel, with what the neighbours to the left, above, and above to the left predict.
#[inline(always)]
fn pixels<const N: usize>(
    filtered: &[u8],
    above: &[u8],
    out: &mut [u8],
    predict: impl Fn([u8; N], [u8; N], [u8; N]) -> [u8; N],
) {
    let (mut left, mut corner) = ([0; N], [0; N]);
    let rows = filtered.as_chunks::<N>().0.iter().zip(above.as_chunks::<N>().0);
    for ((filtered, above), out) in rows.zip(out.as_chunks_mut::<N>().0) {
        let predicted = predict(left, *above, corner);
        left = std::array::from_fn(|i| filtered[i].wrapping_add(predicted[i]));
        corner = *above;
        *out = left;
    }
}

widest! {
    fn up(filtered: &[u8], above: &[u8], out: &mut [u8]) -> () {
        for ((filtered, above), out) in filtered.iter().zip(above).zip(out) {
            *out = filtered.wrapping_add(*above);
        }
    }
}

/// The filter "Sub" for pixels of four bytes, which is a running sum: of four pixels at a time, in two steps.
fn sub4(filtered: &[u8], out: &mut [u8]) {
    let (filtered, filtered_rest) = filtered.as_chunks::<16>();
    let (out, out_rest) = out.as_chunks_mut::<16>();
    // The sum of all pixels to the left, four times: what the next four wait for is one addition.
    let mut left = [0u8; 16];
    for (filtered, out) in filtered.iter().zip(out) {
        let mut one = *filtered;
        for i in 4..16 {
            one[i] = one[i].wrapping_add(filtered[i - 4]);
        }
        let mut two = one;
        for i in 8..16 {
            two[i] = two[i].wrapping_add(one[i - 8]);
        }
        for i in 0..16 {
            out[i] = two[i].wrapping_add(left[i]);
            left[i] = left[i].wrapping_add(two[12 + i % 4]);
        }
    }
    let [mut left, ..] = *left.as_chunks::<4>().0 else { unreachable!() };
    for (filtered, out) in filtered_rest.as_chunks::<4>().0.iter().zip(out_rest.as_chunks_mut::<4>().0) {
        left = std::array::from_fn(|i| filtered[i].wrapping_add(left[i]));
        *out = left;
    }
}
