//! From filtered rows to the rows that were filtered.
//!
//! A filter stores the difference of a byte to what its neighbours predict: the one to the left (one pixel before), above,
//! and above to the left; what is outside of the picture is 0. Source: PNG specification, third edition, clause 9.

mod paeth;
mod single;

use super::chunks::damage;
use crate::Error;

/// Rows that are best undone together.
pub(super) const TOGETHER: usize = paeth::ROWS;

/// The number of the Paeth filter.
const PAETH: u8 = 4;

/// Undoes the filters of rows, each of which begins with the number of its filter. `above` is the row ahead of the first
/// one, `out` takes as many rows without that number, `pixel` is the bytes of a pixel.
///
/// # Errors
/// `corrupt_image` for a number without a filter.
pub(super) fn undo(filtered: &[u8], above: &[u8], out: &mut [u8], pixel: usize) -> Result<(), Error> {
    let row = above.len();
    let paeth = filtered.iter().step_by(row + 1).all(|filter| *filter == PAETH);
    if paeth && out.len() == TOGETHER * row && row >= paeth::LEAST && (3..=4).contains(&pixel) {
        paeth::together(filtered, above, out, pixel);
        return Ok(());
    }
    let mut above = above;
    for (filtered, out) in filtered.chunks_exact(row + 1).zip(out.chunks_exact_mut(row)) {
        single::undo(filtered[0], &filtered[1..], above, out, pixel)
            .ok_or_else(|| damage(format_args!("there is no filter {}", filtered[0])))?;
        above = out;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The specification, byte by byte.
    fn plain(filter: u8, filtered: &[u8], above: &[u8], pixel: usize) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::new();
        for (x, byte) in filtered.iter().enumerate() {
            let left = x.checked_sub(pixel);
            let (a, b, c) = (left.map_or(0, |x| out[x]), above[x], left.map_or(0, |x| above[x]));
            let predicted = match filter {
                0 => 0,
                1 => a,
                2 => b,
                3 => a.midpoint(b),
                _ => {
                    let [a, b, c] = [a, b, c].map(i32::from);
                    let p = a + b - c;
                    let nearest = [a, b, c].into_iter().min_by_key(|near| (p - near).abs()).unwrap();
                    nearest as u8
                }
            };
            out.push(byte.wrapping_add(predicted));
        }
        out
    }

    proptest! {
        #[test]
        fn every_filter_is_that_of_the_specification(
            width in 1usize..70, pixel in prop::sample::select(vec![1usize, 2, 3, 4, 6, 8]),
            filters in prop::collection::vec(0u8..5, TOGETHER), paeth: bool, seed in prop::collection::vec(any::<u8>(), 2900)
        ) {
            let row = width * pixel;
            let above = &seed[..row];
            let mut filtered = seed[row..][..TOGETHER * (row + 1)].to_vec();
            for (index, filter) in filters.iter().enumerate() {
                filtered[index * (row + 1)] = if paeth { PAETH } else { *filter };
            }
            let mut expected: Vec<u8> = Vec::new();
            let mut last = above.to_vec();
            for filtered in filtered.chunks_exact(row + 1) {
                last = plain(filtered[0], &filtered[1..], &last, pixel);
                expected.extend(&last);
            }
            for rows in 1..=TOGETHER {
                let mut out = vec![0; rows * row];
                undo(&filtered[..rows * (row + 1)], above, &mut out, pixel).unwrap();
                prop_assert_eq!(&out[..], &expected[..rows * row]);
            }
        }
    }

    #[test]
    fn there_are_five_filters() {
        assert_eq!(undo(&[5, 1], &[0], &mut [0], 1).unwrap_err().code(), "corrupt_image");
    }
}
