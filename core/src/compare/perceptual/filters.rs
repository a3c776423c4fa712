//! The second pass: every place near a difference is judged, strip by strip.
//!
//! A strip is 64 rows. What a pixel counts for depends on windows that reach half their side into the next strip, so a
//! strip is handed on when the one below it is judged.

use std::ops::Range;

use super::census::clear_pixel;
use super::kept::Kept;
use super::patch::{Judged, Place, Setting, judge};
use super::scales::{REACH, SCALES};
use super::tiles::TileMap;
use super::windows::{Cell, Windows};
use crate::compare::{Band, Frame};
use crate::image::bits::BitRow;
use crate::normalise::composite::Backdrop;
use crate::parallel;
use crate::report::{Findings, Moves, RowFacts, TILE};

/// Rows of a strip: a multiple of every cell.
pub(super) const STRIP: u32 = 64;

/// Columns in which it is decided whether there is anything to judge: a multiple of every cell.
const BLOCK: u32 = 32;

/// The most blocks of a patch: wide enough that the halo costs little, narrow enough for the cache.
const PATCH_BLOCKS: usize = 6;

/// Rows of both pictures, RGBA8, in coordinates of a frame.
pub(super) trait Source: Sync {
    fn frame(&self) -> Frame;
    fn before(&self, y: u32) -> &[u8];
    fn after(&self, y: u32) -> &[u8];
}

impl Source for Band<'_> {
    fn frame(&self) -> Frame {
        self.frame
    }

    fn before(&self, y: u32) -> &[u8] {
        Band::before(self, y)
    }

    fn after(&self, y: u32) -> &[u8] {
        Band::after(self, y)
    }
}

/// The second pass under way.
#[derive(Debug)]
pub(super) struct Filters {
    frame: Frame,
    tiles: TileMap,
    setting: Setting,
    /// For each backdrop and scale.
    windows: Vec<[Windows; 3]>,
    /// The strip that waits for the one below it.
    held: Option<Strip>,
}

/// The rows of a strip in which anything was found, with their numbers in the frame.
#[derive(Debug)]
struct Strip {
    rows: Range<u32>,
    facts: Vec<(u32, RowFacts)>,
}

impl Filters {
    pub(super) fn new(frame: Frame, tiles: TileMap, setting: Setting) -> Self {
        let windows = |index: usize| {
            let scale = &SCALES[index];
            Windows::new(frame.width.div_ceil(scale.window / 2) as usize, setting.noise.rank(scale))
        };
        let windows = setting.backdrops.iter().map(|_| [0, 1, 2].map(windows)).collect();
        Self { frame, tiles, setting, windows, held: None }
    }

    pub(super) fn frame(&self) -> Frame {
        self.frame
    }

    /// The row of the frame from which on nothing can be found.
    pub(super) fn until(&self) -> u32 {
        (self.tiles.bottom() + REACH).saturating_sub(self.frame.inset)
    }

    /// Whether there is anything to judge in a strip.
    pub(super) fn looks_at(&self, rows: &Range<u32>) -> bool {
        let inset = self.frame.inset;
        self.tiles.any_within(REACH, rows.start + inset..rows.end + inset)
    }

    /// Takes rows; all but the last ones come in whole strips.
    pub(super) fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        for top in band.rows.clone().step_by(STRIP as usize) {
            let rows = top..(top + STRIP).min(band.rows.end);
            let places = self.places(&rows);
            self.strip(band, rows, places, findings);
        }
    }

    /// Takes all rows, from what was kept of them.
    pub(super) fn take(&mut self, kept: &Kept, findings: &mut Findings) {
        for top in (0..self.until().min(self.frame.height)).step_by(STRIP as usize) {
            let rows = top..(top + STRIP).min(self.frame.height);
            let places = self.places(&rows);
            let seen = if places.is_empty() { 0..0 } else { rows.clone() };
            self.strip(&kept.strip(self.frame, &seen), rows, places, findings);
        }
    }

    /// Hands on the last strip.
    pub(super) fn end(&mut self, findings: &mut Findings) {
        self.windows.iter_mut().flatten().for_each(Windows::finish);
        self.hand_on(findings);
    }

    /// The highest significance of all windows, Q16.
    pub(super) fn score(&self) -> u32 {
        self.windows.iter().flatten().map(Windows::best).max().unwrap_or(0)
    }

    fn strip<S: Source>(
        &mut self,
        source: &S,
        rows: Range<u32>,
        places: Vec<Place>,
        findings: &mut Findings,
    ) {
        let mut patches: Vec<(Place, Option<Judged>)> =
            places.into_iter().map(|place| (place, None)).collect();
        let setting = &self.setting;
        parallel::for_each(&mut patches, |(place, judged)| *judged = Some(judge(source, place, setting)));
        let patches: Vec<(Place, Judged)> =
            patches.into_iter().filter_map(|(place, judged)| Some((place, judged?))).collect();

        let facts = self.facts(source, &rows, &patches, findings);
        self.rank(&rows, patches);
        self.hand_on(findings);
        self.held = Some(Strip { rows, facts });
    }

    /// The patches of a strip: runs of blocks with a difference in reach.
    fn places(&self, rows: &Range<u32>) -> Vec<Place> {
        let mut blocks = vec![false; self.frame.width.div_ceil(BLOCK) as usize];
        let inset = self.frame.inset;
        self.tiles.cells_within(REACH, inset, rows.start + inset..rows.end + inset, BLOCK, &mut blocks);
        let mut places: Vec<Place> = Vec::new();
        let mut first = 0;
        for run in blocks.chunk_by(|a, b| a == b) {
            if run[0] {
                for start in (0..run.len()).step_by(PATCH_BLOCKS) {
                    let end = (start + PATCH_BLOCKS).min(run.len());
                    let columns =
                        (first + start) as u32 * BLOCK..((first + end) as u32 * BLOCK).min(self.frame.width);
                    places.push(Place { columns, rows: rows.clone() });
                }
            }
            first += run.len();
        }
        places
    }

    /// The rows in which anything was found.
    fn facts<S: Source>(
        &self,
        source: &S,
        rows: &Range<u32>,
        patches: &[(Place, Judged)],
        findings: &mut Findings,
    ) -> Vec<(u32, RowFacts)> {
        if patches.is_empty() {
            return Vec::new();
        }
        let inset = self.frame.inset;
        let mut found = Vec::new();
        for y in rows.clone() {
            let moved = moved_pixels(source, y, &findings.moves);
            let mut facts: Option<RowFacts> = None;
            for (place, judged) in patches {
                let row = (y - rows.start) as usize;
                if !judged.rows[row] {
                    continue;
                }
                let errors = judged.errors[row * place.columns.len()..].chunks(BLOCK as usize);
                let significance = judged.significance.row(row).chunks(BLOCK as usize);
                for ((x, significance), errors) in
                    place.columns.clone().step_by(BLOCK as usize).zip(significance).zip(errors)
                {
                    // Most are zeros, and a fold over all of them is a few wide instructions.
                    if significance.iter().fold(0, |any, value| any | value) == 0 {
                        continue;
                    }
                    for ((x, significance), error) in (x..).zip(significance).zip(errors) {
                        let candidate = u64::from(*significance) * 2 >= u64::from(self.setting.least);
                        if candidate || *error > 0 {
                            let facts = facts.get_or_insert_with(|| findings.blank());
                            facts.errors[(x + inset) as usize] = *error;
                            if candidate {
                                facts.different.set(x + inset);
                            }
                        }
                    }
                }
            }
            if moved.is_some() {
                facts.get_or_insert_with(|| findings.blank()).moved = moved;
            }
            found.extend(facts.map(|facts| (y, facts)));
        }
        found
    }

    /// Puts the cells of all patches in their places.
    fn rank(&mut self, rows: &Range<u32>, patches: Vec<(Place, Judged)>) {
        let height = rows.len();
        let sides = SCALES.map(|scale| scale.window as usize / 2);
        let mut grids: Vec<[Vec<Vec<Cell>>; 3]> = self
            .windows
            .iter()
            .map(|_| {
                sides.map(|side| {
                    vec![vec![Cell::new(); (self.frame.width as usize).div_ceil(side)]; height.div_ceil(side)]
                })
            })
            .collect();
        for (place, judged) in patches {
            for (grids, cells) in grids.iter_mut().zip(judged.cells) {
                for ((grid, cells), side) in grids.iter_mut().zip(cells).zip(sides) {
                    let columns = place.columns.len().div_ceil(side);
                    let left = place.columns.start as usize / side;
                    for (index, cell) in cells.into_iter().enumerate() {
                        grid[index / columns][left + index % columns] = cell;
                    }
                }
            }
        }
        for (windows, grids) in self.windows.iter_mut().zip(grids) {
            for (windows, grid) in windows.iter_mut().zip(grids) {
                for row in grid {
                    windows.push(row);
                }
            }
        }
    }

    /// Gives the strip that is held its scores and reports it.
    fn hand_on(&mut self, findings: &mut Findings) {
        let Some(strip) = self.held.take() else { return };
        let mut facts = strip.facts.into_iter().peekable();
        let mut rows: [Vec<u32>; 3] = Default::default();
        for top in strip.rows.clone().step_by(FINEST as usize) {
            for (row, scale) in rows.iter_mut().zip(0..) {
                if (top - strip.rows.start) % (SCALES[scale].window / 2) == 0 {
                    *row = highest(self.windows.iter_mut().filter_map(|windows| windows[scale].pop()));
                }
            }
            while let Some((y, mut row)) = facts.next_if(|(y, _)| *y < top + FINEST) {
                row.scores.extend((0..rows[0].len()).map(|column| {
                    let score = |scale: usize| {
                        rows[scale][column * FINEST as usize / (SCALES[scale].window as usize / 2)]
                    };
                    score(0).max(score(1)).max(score(2))
                }));
                row.inset = self.frame.inset;
                findings.push(y + self.frame.inset, row);
            }
        }
    }
}

/// Pixels a side of the smallest cell.
const FINEST: u32 = SCALES[0].window / 2;

/// Column by column the highest value of some rows.
fn highest(rows: impl Iterator<Item = Vec<u32>>) -> Vec<u32> {
    rows.reduce(|mut high, row| {
        high.iter_mut().zip(row).for_each(|(high, value)| *high = value.max(*high));
        high
    })
    .unwrap_or_default()
}

/// The pixels of a row that clearly differ, in clusters that may have moved.
fn moved_pixels<S: Source>(source: &S, y: u32, moves: &Moves) -> Option<BitRow> {
    if moves.clusters.is_empty() {
        return None;
    }
    let inset = source.frame().inset;
    let pairs = source.before(y).as_chunks::<4>().0.iter().zip(source.after(y).as_chunks::<4>().0);
    let mut bits: Option<BitRow> = None;
    for (x, (p, q)) in (inset..).zip(pairs).filter(|(_, (p, q))| p != q) {
        let is_clear = || clear_pixel(Backdrop::White.rgb(*p), Backdrop::White.rgb(*q));
        if moves.cluster_at(x, y + inset).is_some() && is_clear() {
            bits.get_or_insert_with(|| BitRow::new(moves.tiles_wide * TILE)).set(x);
        }
    }
    bits
}
