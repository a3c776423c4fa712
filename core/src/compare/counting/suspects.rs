//! Which pixels of a row have to be judged: nearly all that differ do so by too little, and this is seen 64 at a time.

use std::ops::Range;

use crate::compare::simd::widest;
use crate::image::bits::{BitRow, gathered};

/// Pixels looked at together: a word of bits.
const PIXELS: usize = 64;

/// The pixels of two rows that differ by more than is `harmless`: opaque ones whose squared differences of red, green and
/// blue add up to more, and all others that differ. Some columns outside `span` may be among them.
pub(super) fn suspects(before: &[[u8; 4]], after: &[[u8; 4]], span: Range<u32>, harmless: u32) -> BitRow {
    let mut found = BitRow::new(before.len() as u32);
    for word in span.start as usize / PIXELS..(span.end as usize).div_ceil(PIXELS) {
        let columns = word * PIXELS..((word + 1) * PIXELS).min(before.len());
        let (before, after) = (&before[columns.clone()], &after[columns]);
        if before != after {
            found.words_mut()[word] = look(before, after, harmless);
        }
    }
    found
}

widest! {
    /// Looks at up to 64 pixels.
    fn look(before: &[[u8; 4]], after: &[[u8; 4]], harmless: u32) -> u64 {
        let mut suspect = [0; PIXELS];
        for ((p, q), suspect) in before.iter().zip(after).zip(&mut suspect) {
            let [red, green, blue] = [0, 1, 2].map(|channel| i32::from(p[channel]) - i32::from(q[channel]));
            let far = (red * red + green * green + blue * blue) as u32 > harmless;
            let opaque = p[3] & q[3] == 255;
            *suspect = u8::from(if opaque { far } else { p != q });
        }
        gathered(&suspect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_agree_with_every_pixel(
            pairs in prop::collection::vec((any::<[u8; 4]>(), prop::array::uniform4(0u8..5)), 1..200),
            opaque: bool, harmless in 0u32..40
        ) {
            let solid = |mut pixel: [u8; 4]| { if opaque { pixel[3] = 255; } pixel };
            let before: Vec<_> = pairs.iter().map(|(p, _)| solid(*p)).collect();
            let after: Vec<_> = pairs.iter()
                .map(|(p, step)| solid([0, 1, 2, 3].map(|channel| p[channel].wrapping_add(step[channel])))).collect();
            let all = 0..before.len() as u32;
            let found: Vec<u32> = suspects(&before, &after, all.clone(), harmless).ones(all.clone()).collect();
            let expected: Vec<u32> = all.filter(|x| {
                let (p, q) = (before[*x as usize], after[*x as usize]);
                let square: u32 = (0..3).map(|channel| u32::from(p[channel].abs_diff(q[channel])).pow(2)).sum();
                p != q && (p[3] < 255 || q[3] < 255 || square > harmless)
            }).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
