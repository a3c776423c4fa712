//! The colour distance of two pixels in YIQ, in numbers with 12 binary places, with alpha blended over white.
//!
//! Every multiplication, division and shift is where the original has it, because each cuts something off: constants
//! towards zero, a division towards zero, a shift downwards.
//!
//! Source: Y. Kotsarenko, F. Ramos, "Measuring perceived color difference using YIQ NTSC transmission color space in
//! mobile applications", Programación Matemática y Software 2 (2010), as odiff's `color_delta.zig` has it.

/// Binary places.
const PLACES: u32 = 12;

/// 1.
pub(super) const ONE: i64 = 1 << PLACES;

/// The shares of red, green and blue in Y, I and Q.
const YIQ: [[i64; 3]; 3] = [
    [fixed(0.298_895_31), fixed(0.586_622_47), fixed(0.114_482_23)],
    [fixed(0.595_977_99), fixed(-0.274_176_10), fixed(-0.321_801_89)],
    [fixed(0.211_470_17), fixed(-0.522_617_11), fixed(0.311_146_94)],
];

/// What a difference of Y, I and Q counts.
const WEIGHTS: [i64; 3] = [fixed(0.5053), fixed(0.299), fixed(0.1957)];

/// How far two pixels are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delta {
    /// The squared distance, with 12 binary places: less than 35215.
    pub(super) square: i64,
    /// Whether the second one is darker.
    pub(super) darker: bool,
}

/// The squared distance in RGB up to which two opaque pixels are no more than `most` apart.
///
/// In real numbers a distance is at most 0.25608 times that (the largest eigenvalue of its quadratic form); what is cut off
/// here adds less than 0.19 levels to each of Y, I and Q, which the rest up to 0.3 covers from a difference of 7 levels on.
pub(super) fn harmless(most: i64) -> u32 {
    let squared = most * 10 / (3 * ONE);
    if squared < 64 { 0 } else { squared as u32 }
}

/// Compares two pixels, RGBA8.
pub(super) fn delta(p: [u8; 4], q: [u8; 4]) -> Delta {
    let (p, q) = (yiq(p), yiq(q));
    let difference = [0, 1, 2].map(|k| p[k] - q[k]);
    // At most 2^20 each, so that their squares times the weights stay below 2^53.
    let sum: i64 =
        difference.iter().zip(WEIGHTS).map(|(difference, weight)| difference * difference * weight).sum();
    Delta { square: sum >> (2 * PLACES), darker: difference[0] > 0 }
}

fn yiq([r, g, b, a]: [u8; 4]) -> [i64; 3] {
    let [r, g, b] = [r, g, b].map(|sample| over_white(sample, a));
    YIQ.map(|[of_r, of_g, of_b]| (r * of_r + g * of_g + b * of_b) >> PLACES)
}

/// A sample on a white ground.
fn over_white(sample: u8, alpha: u8) -> i64 {
    255 * ONE + (i64::from(sample) - 255) * i64::from(alpha) * ONE / 255
}

const fn fixed(value: f64) -> i64 {
    (value * ONE as f64) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(p: [u8; 4], q: [u8; 4]) -> i64 {
        delta(p, q).square
    }

    #[test]
    fn constants_are_cut_towards_zero() {
        assert_eq!(YIQ, [[1224, 2402, 468], [2441, -1123, -1318], [866, -2140, 1274]]);
        assert_eq!(WEIGHTS, [2069, 1224, 801]);
    }

    #[test]
    fn greys_differ_by_their_squared_step() {
        // A step of 1 is 1224 + 2402 + 468 = 4094 in Y, 2441 - 1123 - 1318 = 0 in I and 866 - 2140 + 1274 = 0 in Q.
        for step in 0..=255 {
            let y = i64::from(step) * 4094;
            let wanted = Delta { square: (y * y * 2069) >> 24, darker: step > 0 };
            assert_eq!(delta([255, 255, 255, 255], [255 - step, 255 - step, 255 - step, 255]), wanted);
        }
    }

    #[test]
    fn transparent_pixels_are_white_and_half_transparent_ones_are_between() {
        let white = [255; 4];
        for color in [[0, 0, 0, 0], [9, 200, 77, 0]] {
            assert_eq!(delta(color, white), Delta { square: 0, darker: false });
        }
        // -255 * 128 * 4096 / 255 = -128 * 4096: black at 128 of 255 is the grey 127.
        for other in [[0, 0, 0, 255], [30, 60, 90, 255], white] {
            assert_eq!(square([0, 0, 0, 128], other), square([127, 127, 127, 255], other));
        }
        // (254 - 255) * 100 * 4096 / 255 = -1606.27, cut to -1606.
        assert_eq!(over_white(254, 100), 255 * 4096 - 1606);
    }

    #[test]
    fn what_is_harmless_is_not_too_far() {
        let levels: Vec<u8> = (0..=255).step_by(5).collect();
        for most in [1, 70, 352, 2000, 35215].map(|most| most * ONE) {
            let colors =
                levels.iter().flat_map(|r| levels.iter().flat_map(|g| levels.iter().map(|b| (*r, *g, *b))));
            for (r, g, b) in colors {
                let near = u32::from(r).pow(2) + u32::from(g).pow(2) + u32::from(b).pow(2) <= harmless(most);
                for (p, q) in [
                    ([r, g, b, 255], [0, 0, 0, 255]),
                    ([r, 0, b, 255], [0, g, 0, 255]),
                    ([r, g, 0, 255], [0, 0, b, 255]),
                ] {
                    assert!(!near || square(p, q) <= most, "{p:?} {q:?} {most}");
                }
            }
        }
    }

    #[test]
    fn no_distance_is_above_the_largest() {
        let levels = [0, 1, 127, 254, 255];
        let colors: Vec<[u8; 4]> = levels
            .into_iter()
            .flat_map(|r| levels.into_iter().flat_map(move |g| levels.map(move |b| [r, g, b, 255])))
            .collect();
        let most = colors.iter().flat_map(|p| colors.iter().map(|q| square(*p, *q))).max();
        assert!(most < Some(35215 * ONE), "{most:?}");
    }
}
