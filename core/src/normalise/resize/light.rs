//! sRGB codes to linear light and back, with the weight of alpha.
//!
//! The tables are made when the crate is compiled, where `f64` is evaluated in software and the same for all. sRGB as in
//! IEC 61966-2-1.

use fast_image_resize::pixels::F32x4;

/// Full light.
const FULL: f64 = 65535.0;

/// A pixel as light times alpha, 0 to 65535 · 255, and alpha, 0 to 255: integers, all of which an `f32` holds exactly.
#[inline]
pub(super) fn weighted([r, g, b, alpha]: [u8; 4]) -> F32x4 {
    let weighted = |code: u8| (u32::from(LIGHT[usize::from(code)]) * u32::from(alpha)) as f32;
    F32x4::new([weighted(r), weighted(g), weighted(b), f32::from(alpha)])
}

/// The pixel of weighted light, rounded. Without alpha there is no colour: transparent is `[0, 0, 0, 0]`.
#[inline]
pub(super) fn pixel(weighted: F32x4) -> [u8; 4] {
    let [r, g, b, alpha] = weighted.0;
    // Casts saturate, which cuts off what a filter overshoots. The colour is that of all the alpha, overshoot included.
    let rounded = (alpha + 0.5) as u8;
    if rounded == 0 {
        return [0; 4];
    }
    let code = |light: f32| CODE[usize::from((light / alpha + 0.5) as u16)];
    [code(r), code(g), code(b), rounded]
}

/// Linear light of every code.
static LIGHT: [u16; 256] = {
    let mut table = [0; 256];
    let mut code = 0;
    while code < 256 {
        table[code] = (light(code as f64) + 0.5) as u16;
        code += 1;
    }
    table
};

/// The nearest code for every light.
static CODE: [u8; 65536] = {
    let mut table = [255; 65536];
    let mut at = 0;
    let mut code = 0;
    while code < 255 {
        let end = light(code as f64 + 0.5);
        while (at as f64) < end {
            table[at] = code as u8;
            at += 1;
        }
        code += 1;
    }
    table
};

const fn light(code: f64) -> f64 {
    let value = code / 255.0;
    if value <= 0.04045 { value / 12.92 * FULL } else { power_2_4((value + 0.055) / 1.055) * FULL }
}

/// `x` to the 2.4, for `x` in 0..=1: the fifth root of the twelfth power, by Newton's method from above.
const fn power_2_4(x: f64) -> f64 {
    let twelfth = {
        let third = x * x * x;
        third * third * third * third
    };
    let mut root = 1.0;
    loop {
        let next = (4.0 * root + twelfth / (root * root * root * root)) / 5.0;
        if next >= root {
            return root;
        }
        root = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_opaque_pixel_comes_back() {
        for code in 0..=255 {
            let opaque = [code, 255 - code, code / 2, 255];
            assert_eq!(pixel(weighted(opaque)), opaque);
        }
    }

    #[test]
    fn every_transparency_keeps_its_colour() {
        for alpha in 1..=255 {
            for code in 0..=255 {
                assert_eq!(pixel(weighted([code, 1, 2, alpha])), [code, 1, 2, alpha]);
            }
        }
        assert_eq!(pixel(weighted([9, 9, 9, 0])), [0; 4]);
    }

    #[test]
    fn overshoot_is_cut_off() {
        assert_eq!(pixel(F32x4::new([-900.0, 65535.0 * 300.0, 0.0, 255.0])), [0, 255, 0, 255]);
        assert_eq!(pixel(F32x4::new([65535.0 * 280.0, 0.0, 0.0, 280.0])), [255, 0, 0, 255]);
        assert_eq!(pixel(F32x4::new([-5.0, 4.0, 0.0, -20.0])), [0; 4]);
    }

    #[test]
    fn tables_are_those_of_the_formula() {
        for code in 0..=255u8 {
            let value = f64::from(code) / 255.0;
            let light = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
            assert_eq!(LIGHT[usize::from(code)], (light * FULL).round() as u16, "{code}");
        }
        for light in 0..=65535u16 {
            let value = f64::from(light) / FULL;
            let code =
                if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            assert_eq!(CODE[usize::from(light)], (code * 255.0).round() as u8, "{light}");
        }
    }
}
