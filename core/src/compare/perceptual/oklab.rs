//! OKLab in integers, with the toe of Lr, and the HyAB distance.
//!
//! Sources: B. Ottosson, "A perceptual color space for image processing" (2020) for OKLab, and "Okhsv and Okhsl" (2021)
//! for the toe; S. Abasi, M. Amani Tehran, M. D. Fairchild, "Distance metrics for very large color differences", Color
//! Research & Application 45 (2020) for HyAB. sRGB as in IEC 61966-2-1; between two codes the linear value is
//! interpolated linearly.

use super::tables::{ONE, power, q30, root};

/// A colour in OKLab, Q30, its lightness with the toe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lab {
    lightness: i64,
    a: i64,
    b: i64,
}

/// The OKLab colour of gamma-coded sRGB; each channel is 0..=255 in Q16.
#[inline(always)]
pub(super) fn lab([red, green, blue]: [u32; 3]) -> Lab {
    let rgb = [linear(red), linear(green), linear(blue)];
    let lms = [cube_root(dot(LMS[0], rgb)), cube_root(dot(LMS[1], rgb)), cube_root(dot(LMS[2], rgb))];
    Lab { lightness: toe(dot(LAB[0], lms)), a: dot(LAB[1], lms), b: dot(LAB[2], lms) }
}

/// `|ΔL| + √(Δa² + Δb²)`, Q30.
#[inline(always)]
pub(super) fn hyab(p: Lab, q: Lab) -> u64 {
    let (a, b) = (p.a.abs_diff(q.a), p.b.abs_diff(q.b));
    p.lightness.abs_diff(q.lightness) + square_root(a * a + b * b)
}

/// The root, rounded down. The processor's root of floats is within 1 of it, and integers say which it is; that is several
/// times faster than [`u64::isqrt`], and gives the same.
#[inline(always)]
fn square_root(square: u64) -> u64 {
    let near = (square as f64).sqrt() as u64;
    let low = near.saturating_sub(1);
    low + u64::from((low + 1).pow(2) <= square) + u64::from((low + 2).pow(2) <= square)
}

#[inline(always)]
fn dot(row: [i64; 3], column: [i64; 3]) -> i64 {
    (row[0] * column[0] + row[1] * column[1] + row[2] * column[2]) >> 30
}

const LMS: [[i64; 3]; 3] = [
    [q30(0.412_221_470_8), q30(0.536_332_536_3), q30(0.051_445_992_9)],
    [q30(0.211_903_498_2), q30(0.680_699_545_1), q30(0.107_396_956_6)],
    [q30(0.088_302_461_9), q30(0.281_718_837_6), q30(0.629_978_700_5)],
];

const LAB: [[i64; 3]; 3] = [
    [q30(0.210_454_255_3), q30(0.793_617_785_0), q30(-0.004_072_046_8)],
    [q30(1.977_998_495_1), q30(-2.428_592_205_0), q30(0.450_593_709_9)],
    [q30(0.025_904_037_1), q30(0.782_771_766_2), q30(-0.808_675_766_0)],
];

/// A value of a function, and by how much it grows until the next entry of its table.
#[derive(Clone, Copy)]
struct Step {
    value: u32,
    rise: u32,
}

impl Step {
    /// The value a part of the way to the next entry, of which there are `1 << bits`.
    #[inline(always)]
    fn at(self, part: i64, bits: u32) -> i64 {
        i64::from(self.value) + ((i64::from(self.rise) * part) >> bits)
    }
}

/// A table of a function that never falls, of its values: the last of these has no entry of its own that is of use.
const fn steps<const N: usize>(values: &[u32]) -> [Step; N] {
    let mut table = [Step { value: ONE as u32, rise: 0 }; N];
    let mut index = 0;
    while index + 1 < values.len() {
        table[index] = Step { value: values[index], rise: values[index + 1] - values[index] };
        index += 1;
    }
    table
}

/// Linear light of every sRGB code.
static LINEAR: [Step; 256] = {
    let mut values = [ONE as u32; 257];
    let mut code = 0;
    while code < 256 {
        let value = code as f64 / 255.0;
        let linear =
            if value <= 0.04045 { value / 12.92 } else { root(power((value + 0.055) / 1.055, 12), 5) };
        values[code] = q30(linear) as u32;
        code += 1;
    }
    steps(&values)
};

/// Linear light of a code in Q16, at most 255.
#[inline(always)]
fn linear(code: u32) -> i64 {
    LINEAR[usize::from((code >> 16) as u8)].at(i64::from(code & 0xffff), 16)
}

/// Bits between two entries of [`CUBE_ROOT`].
const CUBE_STEP: u32 = 19;

/// Cube roots of 1/8..=1; as many entries as an index of eleven bits can ask for.
static CUBE_ROOT: [Step; 2048] = {
    let mut values = [ONE as u32; 1794];
    let mut index = 0;
    while index < 1793 {
        let x = (1i64 << 27) + ((index as i64) << CUBE_STEP);
        values[index] = q30(root(x as f64 / ONE as f64, 3)) as u32;
        index += 1;
    }
    steps(&values)
};

/// The cube root of 0..=1, Q30: the argument is brought to 1/8..=1 by a power of 8, the root brought back by one of 2.
/// Between entries it is interpolated; the error is below 3e-7.
#[inline(always)]
fn cube_root(x: i64) -> i64 {
    if x <= 0 {
        return 0;
    }
    let x = x.min(ONE);
    let thirds = 29u32.saturating_sub(x.ilog2()) / 3;
    let above = (x << (3 * thirds)) - (1 << 27);
    let step = CUBE_ROOT[(above >> CUBE_STEP) as usize % CUBE_ROOT.len()];
    step.at(above & ((1 << CUBE_STEP) - 1), CUBE_STEP) >> thirds
}

/// Lightness with the toe for 0..=1, in steps of 1/1024.
static TOE: [Step; 1025] = {
    const K1: f64 = 0.206;
    const K2: f64 = 0.03;
    const K3: f64 = 1.170_873_786_4;
    let mut values = [ONE as u32; 1026];
    let mut index = 0;
    while index <= 1024 {
        let x = K3 * (index as f64 / 1024.0) - K1;
        let square = x * x + 4.0 * K2 * K3 * (index as f64 / 1024.0);
        // The root is wanted of up to 1.08.
        values[index] = q30(0.5 * (x + 2.0 * root(square / 4.0, 2))) as u32;
        index += 1;
    }
    steps(&values)
};

#[inline(always)]
fn toe(lightness: i64) -> i64 {
    let lightness = lightness.clamp(0, ONE);
    TOE[(lightness >> 20) as usize].at(lightness & 0xf_ffff, 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_those_of_the_library() {
        for root in (0..2_000_000_000u64).step_by(7_654_321).chain([0, 1, 2, 3, 1 << 31, 3_037_000_498]) {
            for square in [root * root, root * root + 1, (root * root).saturating_sub(1), root * (root + 1)] {
                assert_eq!(square_root(square), square.isqrt(), "{square}");
            }
        }
    }

    /// The same in floats, with the library's powers.
    fn reference(rgb: [f64; 3]) -> [f64; 3] {
        let lin = |code: usize| {
            let v = code as f64 / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = rgb.map(|v| {
            let i = (v as usize).min(254);
            lin(i) + (lin(i + 1) - lin(i)) * (v - i as f64)
        });
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let x = 1.170_873_786_4 * lightness - 0.206;
        [
            0.5 * (x + (x * x + 4.0 * 0.03 * 1.170_873_786_4 * lightness).sqrt()),
            1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        ]
    }

    #[test]
    fn integers_agree_with_floats() {
        // Cube roots are within 3e-7, and no row of the second matrix has weights of more than 5 in all: 2e-6 covers
        // them, the toe (8e-7) and the rounding of Q30.
        for r in (0..=255 * 4).step_by(51) {
            for g in (0..=255 * 4).step_by(34) {
                for b in (0..=255 * 4).step_by(30) {
                    let got = lab([r << 14, g << 14, b << 14]);
                    let wanted = reference([r, g, b].map(|v| f64::from(v) / 4.0));
                    for (got, wanted) in [got.lightness, got.a, got.b].into_iter().zip(wanted) {
                        let got = got as f64 / ONE as f64;
                        assert!((got - wanted).abs() < 2e-6, "{r} {g} {b}: {got} for {wanted}");
                    }
                }
            }
        }
    }

    #[test]
    fn black_to_white_is_one() {
        let (black, white) = (lab([0; 3]), lab([255 << 16; 3]));
        let distance = hyab(black, white) as f64 / ONE as f64;
        assert!((distance - 1.0).abs() < 1e-6, "{distance}");
        assert_eq!(hyab(white, white), 0);
    }
}
