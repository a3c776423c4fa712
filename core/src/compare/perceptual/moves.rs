//! Which clusters of changes are an exact translation by one pixel.
//!
//! The colour box of the metric forgives a shift by one pixel. Noise is never an exact translation, a shift of the layout
//! is: so for each cluster of touching tiles that differ, the pixels that clearly differ are counted, and how many of
//! them are found, to the bit, one pixel on in each of eight directions. Both pictures are asked (`after` for the pixel
//! of `before`, and `before` for that of `after`), so that a line which is gone is no move.
//!
//! A pattern that repeats may have gone several ways. With the pictures the other way round the answer must be the way
//! back, so that neither the order of the ways nor that of the pictures may decide: the first pixel that clearly differs
//! does.

use super::tiles::TileMap;
use crate::compare::simd::widest;
use crate::image::bits::BitRow;
use crate::report::{Components, Extent, MovedCluster, Moves, TILE};

/// The ways a pixel can go; in reverse order they are the ways back.
const WAYS: [(i32, i32); 8] = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];

/// A cluster with fewer pixels that clearly differ says nothing by itself.
const LEAST_PIXELS: u32 = 40;

/// A row of opaque pixels with room around it for the neighbours that its outermost pixels have not.
#[derive(Clone, Debug)]
pub(super) struct Padded(Vec<u32>);

impl Padded {
    /// A pixel that no opaque one equals.
    const NOTHING: u32 = 0;

    /// A row with nothing in it, as above the first one.
    pub(super) fn nothing(tiles_wide: usize) -> Self {
        Self(vec![Self::NOTHING; (tiles_wide + 2) * TILE as usize])
    }

    /// A row of RGB and one byte that is 255.
    pub(super) fn new(row: &[u8], tiles_wide: usize) -> Self {
        let mut padded = Self::nothing(tiles_wide);
        let pixels = row.as_chunks::<4>().0.iter().map(|pixel| u32::from_le_bytes(*pixel));
        padded.0[TILE as usize..].iter_mut().zip(pixels).for_each(|(out, pixel)| *out = pixel);
        padded
    }

    /// The pixels of a tile that begins at column `start`, or of its neighbourhood `dx` to the right.
    fn tile(&self, start: usize, dx: i32) -> &[u32; TILE as usize] {
        let start = (start + TILE as usize).wrapping_add_signed(dx as isize);
        self.0[start..].first_chunk().expect("a tile of padding at both ends")
    }
}

/// Sixteen pixels, and for each whether it counts.
type Counts = [u32; TILE as usize];

/// Counts where two rows of pixels are the same.
#[inline(always)]
fn count_equal(a: &Counts, b: &Counts, counts: &Counts, sums: &mut Counts) {
    for (((a, b), counts), sum) in a.iter().zip(b).zip(counts).zip(sums) {
        *sum += if a == b { *counts } else { 0 };
    }
}

widest! {
    /// Counts, for the pixels of a tile that clearly differ, those that are where each way leads. `masks` has a bit for
    /// each pixel of its rows; `before` and `after` have one row more at both ends.
    fn count(
        start: usize, masks: &[u16], before: &[&Padded], after: &[&Padded], found: &mut [[u64; 2]; 8]
    ) -> () {
        let mut counts = [[0; TILE as usize]; TILE as usize];
        for (counts, mask) in counts.iter_mut().zip(masks) {
            for (bit, counts) in counts.iter_mut().enumerate() {
                *counts = u32::from(mask >> bit & 1);
            }
        }
        for ((dx, dy), found) in WAYS.into_iter().zip(found) {
            let (mut back, mut on) = ([0; TILE as usize], [0; TILE as usize]);
            for (row, counts) in counts.iter().enumerate().take(masks.len()) {
                if masks[row] == 0 {
                    continue;
                }
                let (p, q) = (before[row + 1].tile(start, 0), after[row + 1].tile(start, 0));
                let from = before[(row + 1).wrapping_add_signed(-dy as isize)].tile(start, -dx);
                let to = after[(row + 1).wrapping_add_signed(dy as isize)].tile(start, dx);
                count_equal(q, from, counts, &mut back);
                count_equal(p, to, counts, &mut on);
            }
            found[0] += u64::from(back.iter().sum::<u32>());
            found[1] += u64::from(on.iter().sum::<u32>());
        }
    }
}

/// How many pixels clearly differ, and how many of them are where a way leads.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    pixels: u64,
    /// The first of them, from top to bottom and from left to right.
    first: Option<First>,
    /// For each way: pixels of `after` found in `before`, and the other way round.
    found: [[u64; 2]; 8],
}

/// A pixel that clearly differs: its row, its column, and whether its colour before comes after that of after.
type First = (u32, u32, bool);

impl Tally {
    fn merge(&mut self, other: &Self) {
        self.pixels += other.pixels;
        self.first = [self.first, other.first].into_iter().flatten().min();
        for (mine, more) in self.found.iter_mut().flatten().zip(other.found.iter().flatten()) {
            *mine += more;
        }
    }

    fn enough(&self) -> bool {
        self.pixels >= u64::from(LEAST_PIXELS)
    }

    /// The way that at least 80 % of the pixels went, in both directions. Of several, the one that more pixels of either
    /// picture went; of several still, the first or the last, as the first pixel says.
    fn way(&self) -> Option<(i32, i32)> {
        let key = |found: &[u64; 2]| (found[0].min(found[1]), found[0] + found[1]);
        let best = self.found.iter().map(key).max()?;
        let mut ways =
            WAYS.iter().zip(&self.found).filter(|(_, found)| key(found) == best).map(|(way, _)| *way);
        let (_, _, backwards) = self.first?;
        let way = if backwards { ways.next_back() } else { ways.next() };
        way.filter(|_| self.enough() && best.0 * 5 >= self.pixels * 4)
    }
}

/// Collects tallies, a row of tiles at a time.
#[derive(Debug, Default)]
pub(super) struct MoveSurvey {
    /// One for each tile of the row at hand.
    row: Vec<Tally>,
    components: Components,
    /// One for each label.
    labels: Vec<Tally>,
    page: Tally,
}

impl MoveSurvey {
    pub(super) fn new(tiles_wide: u32) -> Self {
        Self { row: vec![Tally::default(); tiles_wide as usize], ..Self::default() }
    }

    /// Looks at a row of tiles. Of its rows of pixels, from `top` on, `clear` differ clearly; `before` and `after` have one
    /// row more at both ends.
    pub(super) fn row(&mut self, top: u32, clear: &[BitRow], before: &[&Padded], after: &[&Padded]) {
        for (tile, tally) in self.row.iter_mut().enumerate() {
            let start = tile * TILE as usize;
            let mut masks = [0; TILE as usize];
            for (mask, clear) in masks.iter_mut().zip(clear) {
                *mask = (clear.words()[start / 64] >> (start % 64)) as u16;
            }
            let Some(first) = masks.iter().position(|mask| *mask != 0) else { continue };
            tally.pixels += masks.iter().map(|mask| u64::from(mask.count_ones())).sum::<u64>();
            let (p, q) = (before[first + 1].tile(start, 0), after[first + 1].tile(start, 0));
            let x = masks[first].trailing_zeros() as usize;
            // Red weighs most.
            let backwards = p[x].swap_bytes() > q[x].swap_bytes();
            tally.first.get_or_insert((top + first as u32, (start + x) as u32, backwards));
            count(start, &masks[..clear.len()], before, after, &mut tally.found);
        }
    }

    /// Ends a row of tiles; `dirty` are those that differ.
    pub(super) fn end_row(&mut self, tile_y: u32, dirty: &BitRow) {
        for run in self.components.row(tile_y, dirty) {
            let label = run.label as usize;
            self.labels.resize(self.labels.len().max(label + 1), Tally::default());
            for tally in &self.row[run.x.start as usize..run.x.end as usize] {
                self.labels[label].merge(tally);
                self.page.merge(tally);
            }
        }
        self.row.fill(Tally::default());
    }

    /// The clusters that are translations. One with too few pixels goes the way of the whole page, if that went one.
    pub(super) fn finish(self, tiles: &TileMap) -> Moves {
        let tiles_wide = self.row.len();
        let roots = self.components.into_roots();
        let mut tallies = self.labels;
        for label in 0..roots.len() {
            let root = roots[label] as usize;
            if root != label {
                let own = std::mem::take(&mut tallies[label]);
                tallies[root].merge(&own);
            }
        }
        let page = self.page.way();
        let mut clusters = Vec::new();
        let mut of_root = vec![Moves::NONE; tallies.len()];
        for (root, tally) in tallies.iter().enumerate().filter(|(_, tally)| tally.pixels > 0) {
            let way = if tally.enough() { tally.way() } else { page };
            if let Some((dx, dy)) = way {
                of_root[root] = clusters.len() as u32;
                clusters.push(MovedCluster { dx, dy, extent: Extent::EMPTY, pixels: 0 });
            }
        }
        if clusters.is_empty() {
            return Moves::default();
        }
        // The same rows of tiles give the same labels once more.
        let mut again = Components::default();
        let mut of_tile = Vec::with_capacity(tiles_wide * tiles.rows().len());
        for (tile_y, row) in (0..).zip(tiles.rows()) {
            let start = of_tile.len();
            of_tile.resize(start + tiles_wide, Moves::NONE);
            for run in again.row(tile_y, row) {
                let tiles = start + run.x.start as usize..start + run.x.end as usize;
                of_tile[tiles].fill(of_root[roots[run.label as usize] as usize]);
            }
        }
        Moves { clusters, tiles: of_tile, tiles_wide: tiles_wide as u32 }
    }
}
