//! ICC profiles: from the colours that a picture was made in to sRGB, in which pictures are compared.
//!
//! The colour management crates choose their arithmetic by the processor (`moxcms` fuses multiplications and additions
//! where the hardware can, with or without its vector features), so the last bit of a pixel may depend on the machine.
//! Here it cannot: a sample becomes light by a table, light is mixed by a matrix of integers, and comes back by a table.
//! The tables are made with additions, multiplications and square roots alone, which IEEE 754 rounds the same everywhere.
//!
//! What is applied: profiles of three curves and a matrix (every display profile and every working space in use) and of
//! one grey curve. What is not: profiles that are broken, that are of another kind of colours than the picture, that are
//! made of many-dimensional tables (printers, CMYK), and such that are sRGB in effect. The pixels then stay as they are
//! stored, to the bit, as browsers have it.

mod curve;
mod profile;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::curve::{ONE, power};
use self::profile::Colours;

/// Profiles that are larger are ignored. Those of displays have a few kilobytes.
pub(super) const MOST_BYTES: usize = 4 << 20;

/// 1 in the matrix.
const UNIT: i64 = 1 << 20;

/// Light, in 16 bits, times [`ONE`] and [`UNIT`].
const SHIFT: u32 = 24 + 20 - 16;

/// From XYZ, as profiles have it (adapted to D50), to linear sRGB, times 2^24: the inverse of the matrix that the common
/// sRGB profiles contain, so that theirs cancels out.
const FROM_XYZ: [[i64; 3]; 3] = [
    [52_581_677, -27_135_343, -8_231_463],
    [-16_421_326, 32_149_837, 561_277],
    [1_207_675, -3_841_745, 23_578_450],
];

/// The bytes of a pixel that are its colour, red in the lowest one.
const COLOR: u32 = 0x00ff_ffff;

/// How many converted colours are remembered: few enough to stay in the nearest cache.
const KNOWN: usize = 64;

/// 2^32 divided by the golden ratio, which spreads neighbouring colours over all places (D. E. Knuth, "The Art of Computer
/// Programming" 3, 6.4).
const SPREAD: u32 = 0x9e37_79b1;
const SPREAD_SHIFT: u32 = u32::BITS - KNOWN.ilog2();

/// A way from the colours of a profile to sRGB.
#[derive(PartialEq)]
pub(super) struct Transform {
    /// The light of each sample of each channel, in units of 1 / [`ONE`].
    light: [[i64; 256]; 3],
    /// Rows of factors, in units of 1 / [`UNIT`].
    matrix: [[i64; 3]; 3],
    /// The sample of each amount of light of 16 bits.
    sample: Box<[u8]>,
}

impl Transform {
    /// The transform of a profile, if it has one for a picture that is `grey` or not, and if it would change anything.
    pub(super) fn of(profile: &[u8], grey: bool) -> Option<Arc<Self>> {
        if profile.len() > MOST_BYTES {
            return None;
        }
        let (light, matrix) = match profile::parse(profile)? {
            Colours::Rgb { light, to_xyz } if !grey => (*light, product(&to_xyz)),
            Colours::Grey { light } if grey => ([*light; 3], [[UNIT, 0, 0], [0, UNIT, 0], [0, 0, UNIT]]),
            _ => return None,
        };
        let transform = Arc::new(Self { light, matrix, sample: samples() });
        (!transform.is_identity()).then_some(transform)
    }

    /// Converts pixels of RGBA8. Alpha stays.
    pub(super) fn apply(&self, pixels: &mut [u8]) {
        // Screenshots are flat: most pixels are like the one before, and nearly all others like one not long before.
        let mut known = [(0, self.pixel(0)); KNOWN];
        let mut last = known[0];
        for pixel in pixels.as_chunks_mut::<4>().0 {
            let stored = u32::from_le_bytes(*pixel);
            let color = stored & COLOR;
            if color != last.0 {
                let slot = &mut known[(color.wrapping_mul(SPREAD) >> SPREAD_SHIFT) as usize];
                if slot.0 != color {
                    *slot = (color, self.pixel(color));
                }
                last = *slot;
            }
            *pixel = (last.1 | (stored & !COLOR)).to_le_bytes();
        }
    }

    /// One colour, red in the lowest byte.
    fn pixel(&self, color: u32) -> u32 {
        let [red, green, blue, _] = color.to_le_bytes();
        let light =
            [self.light[0][red as usize], self.light[1][green as usize], self.light[2][blue as usize]];
        let [red, green, blue] = &self.matrix;
        u32::from_le_bytes([self.mixed(red, light), self.mixed(green, light), self.mixed(blue, light), 0])
    }

    /// The sample of one channel.
    #[inline(always)]
    fn mixed(&self, row: &[i64; 3], light: [i64; 3]) -> u8 {
        let sum = row[0] * light[0] + row[1] * light[1] + row[2] * light[2] + (1 << (SHIFT - 1));
        self.sample[(sum >> SHIFT).clamp(0, 0xffff) as usize]
    }

    /// Whether a grid of colours and all greys come out as they are, give or take the rounding of curves.
    fn is_identity(&self) -> bool {
        let grid =
            (0..18 * 18 * 18).map(|i| [i % 18, i / 18 % 18, i / (18 * 18)].map(|step| (step * 15) as u8));
        let greys = (0..=255).map(|grey| [grey; 3]);
        grid.chain(greys).all(|rgb| {
            let converted = self.pixel(u32::from_le_bytes([rgb[0], rgb[1], rgb[2], 0])).to_le_bytes();
            (0..3).all(|channel| rgb[channel].abs_diff(converted[channel]) <= 1)
        })
    }
}

/// From the linear colours of a profile to linear sRGB. `to_xyz` is in units of 1 / 65536 and less than 4.
fn product(to_xyz: &[[i64; 3]; 3]) -> [[i64; 3]; 3] {
    FROM_XYZ.map(|row| {
        [0, 1, 2].map(|column| {
            let sum: i64 = row.iter().zip(to_xyz).map(|(factor, xyz)| factor * xyz[column]).sum();
            (sum + (1 << 19)) >> 20
        })
    })
}

/// The sRGB sample of each amount of light, the nearest one: a sample begins where the light is that of the middle
/// between it and the one below.
fn samples() -> Box<[u8]> {
    let mut samples = vec![255; 1 << 16];
    let mut begin = 0;
    for sample in 0..255_u8 {
        let middle = (f64::from(sample) + 0.5) / 255.0;
        let light = if middle <= 0.04045 { middle / 12.92 } else { power((middle + 0.055) / 1.055, GAMMA) };
        let end = (light * 65536.0 + 0.5) as usize;
        samples[begin..end].fill(sample);
        begin = end;
    }
    samples.into_boxed_slice()
}

/// 2.4, in units of 2^-32.
const GAMMA: u64 = 10_307_921_510;

/// 1.0 of light as a number of 16 bits is one more than the table holds, which is white in any case.
const _: () = assert!(ONE >> 24 == 1 && SHIFT == 28);
