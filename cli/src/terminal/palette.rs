//! No more colours than a terminal has registers for.

use std::collections::BTreeMap;

/// Registers of every terminal that has sixels at all, but the oldest.
const MOST: usize = 256;

/// The colours of a picture, and for each pixel which it is.
pub(super) struct Palette {
    pub(super) colors: Vec<[u8; 3]>,
    pub(super) indices: Vec<u16>,
}

/// The colour of the pixels that share its upper bits: the mean of them.
#[derive(Default)]
struct Shade {
    sums: [u64; 3],
    count: u64,
}

impl Palette {
    /// All colours as they are, if they are few enough; else those that differ in their upper bits only, as many bits
    /// as are possible.
    pub(super) fn new(pixels: &[[u8; 3]]) -> Self {
        (0..8)
            .find_map(|dropped| Self::with(pixels, dropped))
            .unwrap_or(Self { colors: Vec::new(), indices: Vec::new() })
    }

    fn with(pixels: &[[u8; 3]], dropped: u8) -> Option<Self> {
        let key = |pixel: &[u8; 3]| pixel.map(|v| v >> dropped);
        let mut shades: BTreeMap<[u8; 3], Shade> = BTreeMap::new();
        for pixel in pixels {
            let shade = shades.entry(key(pixel)).or_default();
            for (sum, v) in shade.sums.iter_mut().zip(pixel) {
                *sum += u64::from(*v);
            }
            shade.count += 1;
            if shades.len() > MOST {
                return None;
            }
        }
        let numbers: BTreeMap<[u8; 3], u16> = shades.keys().copied().zip(0..).collect();
        let indices = pixels.iter().map(|pixel| numbers[&key(pixel)]).collect();
        let mean = |shade: &Shade| shade.sums.map(|sum| ((sum + shade.count / 2) / shade.count) as u8);
        Some(Self { colors: shades.values().map(mean).collect(), indices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_as_they_are() {
        let pixels: Vec<[u8; 3]> = (0..=255).map(|v| [v, 255 - v, 7]).chain([[3, 252, 7]]).collect();
        let palette = Palette::new(&pixels);
        assert_eq!(palette.colors.len(), 256);
        let back: Vec<[u8; 3]> =
            palette.indices.iter().map(|index| palette.colors[*index as usize]).collect();
        assert_eq!(back, pixels);
        assert!(Palette::new(&[]).indices.is_empty());
    }

    #[test]
    fn many_colours_become_those_beside_them() {
        let pixels: Vec<[u8; 3]> = (0..=255).flat_map(|r| (0..=255).map(move |g| [r, g, r ^ g])).collect();
        let palette = Palette::new(&pixels);
        assert!((64..=256).contains(&palette.colors.len()), "{}", palette.colors.len());
        for (pixel, index) in pixels.iter().zip(&palette.indices) {
            let color = palette.colors[*index as usize];
            assert!(pixel.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 64), "{pixel:?} {color:?}");
        }
    }
}
