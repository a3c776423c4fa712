//! Which pixels of a row differ, and which do so clearly, 64 at a time.

use super::census::CLEAR;
use crate::compare::simd::widest;
use crate::image::bits::gathered;

/// Pixels looked at together: a word of bits.
pub(super) const PIXELS: usize = 64;

/// What 64 pixels of RGBA8 are, a bit each, the leftmost in the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Differing {
    /// All pixels of both are opaque. The rest is about channels as they are stored.
    pub(super) opaque: bool,
    /// Pixels with any byte that differs.
    pub(super) any: u64,
    /// Pixels with a channel that differs by more than [`CLEAR`].
    pub(super) clear: u64,
}

widest! {
    /// Looks at 64 pixels of both pictures.
    pub(super) fn differing(before: &[u8; PIXELS * 4], after: &[u8; PIXELS * 4]) -> Differing {
        let (mut any, mut clear, mut alpha) = ([0u8; PIXELS], [0u8; PIXELS], 255u8);
        for (index, (p, q)) in before.as_chunks::<4>().0.iter().zip(after.as_chunks::<4>().0).enumerate() {
            let (red, green, blue) = (p[0].abs_diff(q[0]), p[1].abs_diff(q[1]), p[2].abs_diff(q[2]));
            any[index] = u8::from(p != q);
            clear[index] = u8::from(red.max(green).max(blue) > CLEAR);
            alpha &= p[3] & q[3];
        }
        Differing { opaque: alpha == 255, any: gathered(&any), clear: gathered(&clear) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::census::clear_pixel;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_those_of_every_pixel(
            before in prop::collection::vec(0u8..4, PIXELS * 4), steps in prop::collection::vec(0u8..4, PIXELS * 4),
            opaque: bool
        ) {
            let opaque_or = |alpha: u8| if opaque { 255 } else { alpha };
            let pixel = |at: usize, bytes: &[u8]| {
                [bytes[at * 4], bytes[at * 4 + 1], bytes[at * 4 + 2], opaque_or(bytes[at * 4 + 3])]
            };
            let after: Vec<u8> = before.iter().zip(&steps).map(|(value, step)| value + step).collect();
            let of = |bytes: &[u8]| -> Vec<u8> { (0..PIXELS).flat_map(|at| pixel(at, bytes)).collect() };
            let found = differing(of(&before).first_chunk().unwrap(), of(&after).first_chunk().unwrap());
            for at in 0..PIXELS {
                let (p, q) = (pixel(at, &before), pixel(at, &after));
                prop_assert_eq!(found.any >> at & 1 == 1, p != q);
                let rgb = |[r, g, b, _]: [u8; 4]| [r, g, b];
                prop_assert_eq!(found.clear >> at & 1 == 1, clear_pixel(rgb(p), rgb(q)));
            }
            prop_assert_eq!(found.opaque, opaque);
        }
    }
}
