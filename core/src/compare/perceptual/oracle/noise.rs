//! The noise census.

use super::super::scales::Noise;
use super::grid::Grid;

/// The 8x8 tiles of both pictures over white.
pub(super) struct Tiles {
    textured: u64,
    noisy: u64,
}

impl Tiles {
    pub(super) fn new(p: &Grid<[u8; 3]>, q: &Grid<[u8; 3]>) -> Self {
        let mut tiles = Self { textured: 0, noisy: 0 };
        for top in (0..p.height / 8).map(|row| row * 8) {
            for left in (0..p.width / 8).map(|column| column * 8) {
                let places: Vec<(i32, i32)> =
                    (0..64).map(|place| (left + place % 8, top + place / 8)).collect();
                let textured = spread(p, &places).min(spread(q, &places)) > 24;
                let noisy = places.iter().any(|(x, y)| clearly_differ(p.at(*x, *y), q.at(*x, *y)));
                tiles.textured += u64::from(textured);
                tiles.noisy += u64::from(textured && noisy);
            }
        }
        tiles
    }

    /// Fewer than 64 textured tiles are no evidence.
    fn evidence(&self) -> u64 {
        self.textured.max(64)
    }

    pub(super) fn share(&self) -> f64 {
        self.noisy as f64 / self.evidence() as f64
    }

    pub(super) fn drops_ring(&self) -> bool {
        10 * self.noisy > self.evidence()
    }

    pub(super) fn noise(&self) -> Noise {
        Noise::new(self.noisy, self.evidence())
    }
}

fn spread(picture: &Grid<[u8; 3]>, places: &[(i32, i32)]) -> u8 {
    let spread = |channel: usize| {
        let values = || places.iter().map(|(x, y)| picture.at(*x, *y)[channel]);
        values().max().unwrap_or(0) - values().min().unwrap_or(0)
    };
    spread(0).max(spread(1)).max(spread(2))
}

/// Any channel differs by more than two levels.
pub(super) fn clearly_differ(p: [u8; 3], q: [u8; 3]) -> bool {
    p.iter().zip(q).any(|(p, q)| p.abs_diff(q) > 2)
}
