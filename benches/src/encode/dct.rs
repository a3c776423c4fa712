//! The transform of JPEG, as the standard writes it down; speed is of no concern here.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

/// 64 samples or coefficients, row by row.
pub(super) type Block = [f32; 64];

/// The cosines of the transform, times its factors.
pub(super) struct Dct([[f32; 8]; 8]);

impl Dct {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|u| {
            let factor = if u == 0 { FRAC_1_SQRT_2 } else { 1.0 };
            std::array::from_fn(|x| factor / 2.0 * ((2 * x + 1) as f32 * u as f32 * PI / 16.0).cos())
        }))
    }

    /// The coefficients of samples around 0.
    pub(super) fn forward(&self, samples: &Block) -> Block {
        let rows = self.columns_of(samples);
        self.columns_of(&rows)
    }

    /// Transforms rows, and turns rows and columns around.
    fn columns_of(&self, block: &Block) -> Block {
        std::array::from_fn(|at| {
            let (u, y) = (at / 8, at % 8);
            (0..8).map(|x| self.0[u][x] * block[y * 8 + x]).sum()
        })
    }
}
