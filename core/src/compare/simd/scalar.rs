//! One pixel after the other.

use std::ops::Range;

/// The pixels of two rows of RGBA8 between the first and the last one that differ; `None` for equal rows.
pub(super) fn differing_pixels(a: &[u8], b: &[u8]) -> Option<Range<u32>> {
    let mut pairs = a.as_chunks::<4>().0.iter().zip(b.as_chunks::<4>().0);
    let first = pairs.clone().position(|(a, b)| a != b)?;
    let last = pairs.rposition(|(a, b)| a != b)?;
    Some(first as u32..last as u32 + 1)
}
