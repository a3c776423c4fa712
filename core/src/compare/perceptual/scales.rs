//! The three scales and their constants, version 1.
//!
//! A fine blur sees strokes, a middle one shapes, a wide one faint areas. The figures were chosen on labelled pairs of
//! screenshots; changing any of them is a new [`VERSION`].

/// The version of the metric.
pub(super) const VERSION: u32 = 1;

/// Columns and rows that the widest filter looks beyond a pixel: its blur, and the surroundings for the contrast.
pub(super) const HALO: u32 = 8 + MARGIN;

/// Blurred pixels that are needed beyond a pixel: the 7x7 surroundings for the contrast.
pub(super) const MARGIN: u32 = 3;

/// How far from a pixel that differs anything can be found: the widest blur and the colour box.
pub(super) const REACH: u32 = 9;

/// What a scale adds to blurring.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The blurred value of a channel that is 1 everywhere.
    pub(super) unit: u32,
    /// What makes a blurred value an sRGB code in Q16, Q20.
    pub(super) to_code: u64,
    /// How far outside the colour box a value may lie, in blurred units: 1.25 levels.
    pub(super) dead_zone: u32,
    /// The least visible distance on flat ground, in hundredths of OKLab.
    pub(super) floor: u32,
    /// How much more is hidden by the contrast around it, in hundredths.
    pub(super) masking: u32,
    /// Both pictures must leave the other's colour box; else one is enough.
    pub(super) both: bool,
    /// Pixels a side of the windows in which pixels are ranked.
    pub(super) window: u32,
    /// Which of the largest values in a window counts, on a noisy pair and on a clean one.
    pub(super) rank: [usize; 2],
    /// The threshold of a clean pair and that of a noisy one, in hundredths.
    pub(super) threshold: [u32; 2],
}

/// `[1 2 1]/4`: strokes. A line that only turns soft leaves the box in one direction; ink that came or went, in both.
pub(super) const FINE: Scale = Scale {
    unit: 16,
    to_code: (1 << 36) / 16,
    dead_zone: 20,
    floor: 2,
    masking: 20,
    both: true,
    window: 16,
    rank: [2, 1],
    threshold: [12, 75],
};

/// `[1 4 6 4 1]/16`: shapes.
pub(super) const MIDDLE: Scale = Scale {
    unit: 256,
    to_code: (1 << 36) / 256,
    dead_zone: 320,
    floor: 1,
    masking: 35,
    both: false,
    window: 64,
    rank: [100, 100],
    threshold: [10, 38],
};

/// A box of 9 twice: faint areas.
pub(super) const WIDE: Scale = Scale {
    unit: 6561,
    to_code: (1 << 36) / 6561,
    dead_zone: 8201,
    floor: 1,
    masking: 10,
    both: false,
    window: 64,
    rank: [100, 100],
    threshold: [30, 150],
};

/// All scales, in the order in which their results are kept.
pub(super) const SCALES: [Scale; 3] = [FINE, MIDDLE, WIDE];

/// How noisy a pair is, as it moves the thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noise {
    /// 0 (clean) to 65536 (noisy).
    level: u32,
    /// Not clean at all.
    any: bool,
}

impl Noise {
    /// From the census: `noisy` of `textured` tiles, the latter at least 64. Clean below 3 %, noisy from 20 % on.
    pub(super) fn new(noisy: u64, textured: u64) -> Self {
        let above = (noisy * 100).saturating_sub(textured * 3);
        Self { level: (above * 65536 / (textured * 17)).min(65536) as u32, any: above > 0 }
    }

    /// The threshold of a scale, Q24.
    pub(super) fn threshold(self, scale: &Scale) -> u64 {
        let [low, high] = scale.threshold.map(|hundredths| (u64::from(hundredths) << 24) / 100);
        low + (((high - low) * u64::from(self.level)) >> 16)
    }

    /// Which of the largest values in a window counts.
    pub(super) fn rank(self, scale: &Scale) -> usize {
        scale.rank[usize::from(!self.any)]
    }
}
