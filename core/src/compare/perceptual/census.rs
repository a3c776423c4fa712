//! The noise census: how many of the textured places differ at all.
//!
//! A change of the page leaves most text alone; another machine, font setting or encoder touches nearly every letter. The
//! share of textured 8x8 tiles that differ tells the two apart, and moves the thresholds. A tile is textured when both
//! pictures vary by more than 24 levels in it, and noisy when any pixel differs by more than 2. Only whole tiles count,
//! and fewer than 64 textured ones are no evidence.

use crate::compare::simd::widest;

/// Pixels a side of a tile.
const TILE: usize = 8;

/// A tile is textured when its levels spread further than this.
const TEXTURE: u8 = 24;

/// A pixel clearly differs when a channel does by more than this.
pub(super) const CLEAR: u8 = 2;

/// Counts of tiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Census {
    textured: u64,
    noisy: u64,
}

impl Census {
    /// Takes eight rows of both pictures, RGB and one byte unused a pixel. Rows that are equal need be given once.
    pub(super) fn take(&mut self, before: &[&[u8]; TILE], after: Option<&[&[u8]; TILE]>) {
        let before_spread = spread(before);
        let Some(after) = after else {
            self.textured += before_spread.iter().filter(|spread| **spread > TEXTURE).count() as u64;
            return;
        };
        for (tile, (p, q)) in before_spread.into_iter().zip(spread(after)).enumerate() {
            if p.min(q) > TEXTURE {
                self.textured += 1;
                let bytes = tile * TILE * 4..(tile + 1) * TILE * 4;
                let noisy =
                    before.iter().zip(after).any(|(p, q)| clear(&p[bytes.clone()], &q[bytes.clone()]));
                self.noisy += u64::from(noisy);
            }
        }
    }

    /// Noisy and textured tiles, of the latter at least 64.
    pub(super) fn counts(self) -> (u64, u64) {
        (self.noisy, self.textured.max(64))
    }

    /// Whether the outermost pixels are left out: a fractional offset of the page blends the ground in there.
    pub(super) fn drops_ring(self) -> bool {
        let (noisy, textured) = self.counts();
        noisy * 10 > textured
    }

    /// The share, 0 to 1.
    pub(super) fn share(self) -> f64 {
        let (noisy, textured) = self.counts();
        noisy as f64 / textured as f64
    }
}

/// Whether two pixels clearly differ.
pub(super) fn clear_pixel(p: [u8; 3], q: [u8; 3]) -> bool {
    p.iter().zip(q).any(|(p, q)| p.abs_diff(q) > CLEAR)
}

fn clear(before: &[u8], after: &[u8]) -> bool {
    let pixels = || before.as_chunks::<4>().0.iter().zip(after.as_chunks::<4>().0);
    before != after && pixels().any(|([r, g, b, _], [s, h, c, _])| clear_pixel([*r, *g, *b], [*s, *h, *c]))
}

widest! {
    /// For each tile the widest spread of a channel.
    fn spread(rows: &[&[u8]; TILE]) -> Vec<u8> {
        let mut spreads = vec![0; rows[0].len() / (TILE * 4)];
        for (tile, spread) in spreads.iter_mut().enumerate() {
            let (mut low, mut high) = ([255u8; TILE * 4], [0u8; TILE * 4]);
            for row in rows {
                let row = &row[tile * TILE * 4..][..TILE * 4];
                for ((low, high), value) in low.iter_mut().zip(&mut high).zip(row) {
                    *low = (*low).min(*value);
                    *high = (*high).max(*value);
                }
            }
            // Half of the pixels against the other half, until there is one.
            for half in [16, 8, 4] {
                for at in 0..half {
                    low[at] = low[at].min(low[at + half]);
                    high[at] = high[at].max(high[at + half]);
                }
            }
            *spread = (high[0] - low[0]).max(high[1] - low[1]).max(high[2] - low[2]);
        }
        spreads
    }
}
