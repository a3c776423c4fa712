//! The noise census: how many of the textured places differ at all.
//!
//! A change of the page leaves most text alone; another machine, font setting or encoder touches nearly every letter. The
//! share of textured 8x8 tiles that differ tells the two apart, and moves the thresholds. A tile is textured when both
//! pictures vary by more than 24 levels in it, and noisy when any pixel differs by more than 2. Only whole tiles count,
//! and fewer than 64 textured ones are no evidence.

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

/// For each tile the widest spread of a channel.
fn spread(rows: &[&[u8]; TILE]) -> Vec<u8> {
    let mut low = rows[0].to_vec();
    let mut high = rows[0].to_vec();
    for row in &rows[1..] {
        low.iter_mut().zip(*row).for_each(|(low, value)| *low = (*low).min(*value));
        high.iter_mut().zip(*row).for_each(|(high, value)| *high = (*high).max(*value));
    }
    let (low, high) = (low.as_chunks::<{ TILE * 4 }>().0, high.as_chunks::<{ TILE * 4 }>().0);
    low.iter().zip(high).map(|(low, high)| widest(low, high)).collect()
}

/// The widest spread of the three channels of eight pixels.
fn widest(low: &[u8; TILE * 4], high: &[u8; TILE * 4]) -> u8 {
    let (mut least, mut most) = ([255; 4], [0; 4]);
    for (low, high) in low.as_chunks::<4>().0.iter().zip(high.as_chunks::<4>().0) {
        for channel in 0..4 {
            least[channel] = least[channel].min(low[channel]);
            most[channel] = most[channel].max(high[channel]);
        }
    }
    (0..3).map(|channel| most[channel] - least[channel]).max().unwrap_or(0)
}
