//! How wrong a pixel looks, 0 to 1: the colour distance, as far as it is significant.
//!
//! `E = S(v) · min(1, h / 0.5)^0.7`, with `v` the significance of the pixel over the threshold, `S` a smooth step from
//! 0.35 to 1, and `h` the HyAB distance of the finely blurred pictures: about 0.17 at two just noticeable differences,
//! 1 at half of black to white.

use super::tables::{ONE, power, root};

/// Significance (Q16 of the threshold) below which there is no error: 0.35.
pub(super) const FAINT: u32 = (65536 * 35 / 100) as u32;

const STEPS: u32 = 1024;

/// The smooth step `3t² − 2t³`, Q16, for `t` in steps of 1/1024.
static SMOOTH: [u32; STEPS as usize + 1] = {
    let mut table = [0; STEPS as usize + 1];
    let mut index = 0;
    while index <= STEPS as usize {
        let t = index as f64 / STEPS as f64;
        table[index] = (t * t * (3.0 - 2.0 * t) * 65536.0 + 0.5) as u32;
        index += 1;
    }
    table
};

/// `x^0.7`, Q16, for `x` in steps of 1/1024.
static DISTANCE: [u32; STEPS as usize + 1] = {
    let mut table = [0; STEPS as usize + 1];
    let mut index = 0;
    while index <= STEPS as usize {
        table[index] = (root(power(index as f64 / STEPS as f64, 7), 10) * 65536.0 + 0.5) as u32;
        index += 1;
    }
    table
};

/// The error of a pixel, 65535 for 1. `significance` is Q16 and already divided by the threshold, `distance` Q30.
pub(super) fn error(significance: u32, distance: u64) -> u16 {
    if significance <= FAINT {
        return 0;
    }
    let t = (significance.min(65536) - FAINT) * STEPS / (65536 - FAINT);
    let half = (ONE / 2) as u64;
    let x = (distance.min(half) * u64::from(STEPS) + half / 2) / half;
    let error = (u64::from(SMOOTH[t as usize]) * u64::from(DISTANCE[x as usize])) >> 16;
    error.min(65535) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_the_formula() {
        for significance in (0..140_000).step_by(997) {
            for distance in (0..ONE as u64).step_by(70_000_001) {
                let t = ((f64::from(significance) / 65536.0 - 0.35) / 0.65).clamp(0.0, 1.0);
                let h = distance as f64 / ONE as f64;
                let wanted = t * t * (3.0 - 2.0 * t) * (h / 0.5).min(1.0).powf(0.7);
                let got = f64::from(error(significance, distance)) / 65535.0;
                // A step of `t` is worth 1.5/1024; a half step of `x`, at its steepest, 0.5^0.7/1024^0.7 = 0.005.
                assert!((got - wanted).abs() < 0.007, "{significance} {distance}: {got} for {wanted}");
            }
        }
    }

    #[test]
    fn the_worst_pixel_has_error_one() {
        assert_eq!(error(u32::MAX, u64::MAX), u16::MAX);
        assert_eq!(error(FAINT, u64::MAX), 0);
    }
}
