//! Wide compares: equal pixels are the common case, and they must cost next to nothing.
//!
//! [`differing_pixels`] is scalar code over blocks of 64 bytes; a comparison of two such blocks compiles to a few vector
//! instructions on every target that has them. [`scalar`] is its oracle, and handles the tail.

mod scalar;
mod widest;

use std::ops::Range;

#[cfg(target_arch = "x86_64")]
pub(crate) use widest::has_avx2;
pub(crate) use widest::widest;

const BLOCK: usize = 64;

/// The pixels of two rows of RGBA8 between the first and the last one that differ; `None` for equal rows.
pub(crate) fn differing_pixels(a: &[u8], b: &[u8]) -> Option<Range<u32>> {
    let (a_blocks, a_tail) = a.as_chunks::<BLOCK>();
    let (b_blocks, b_tail) = b.as_chunks::<BLOCK>();
    let blocks = a_blocks.len();
    let at = |index: usize, range: Option<Range<u32>>| {
        let offset = (index * BLOCK / 4) as u32;
        range.map(|range| range.start + offset..range.end + offset)
    };
    let tail = at(blocks, scalar::differing_pixels(a_tail, b_tail));

    let mut pairs = a_blocks.iter().zip(b_blocks);
    let first = pairs.position(|(a, b)| a != b);
    let Some(first) = first else { return tail };
    let last = a_blocks.iter().zip(b_blocks).rposition(|(a, b)| a != b).unwrap_or(first);
    let start = at(first, scalar::differing_pixels(&a_blocks[first], &b_blocks[first]))?.start;
    let end = match tail {
        Some(tail) => tail.end,
        None => at(last, scalar::differing_pixels(&a_blocks[last], &b_blocks[last]))?.end,
    };
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_agree_with_the_scalar_oracle(
            pixels in 0usize..200, changes in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 0..4)
        ) {
            let a = vec![7; pixels * 4];
            let mut b = a.clone();
            if !b.is_empty() {
                for (at, by) in &changes {
                    b[at.index(pixels * 4)] ^= by;
                }
            }
            prop_assert_eq!(differing_pixels(&a, &b), scalar::differing_pixels(&a, &b));
        }
    }
}
