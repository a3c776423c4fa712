//! The first pass: what must be known of the whole pair before any pixel is judged.
//!
//! Which tiles differ, whether alpha does, the census, and the moves. All of it over white.

use std::borrow::Cow;
use std::ops::Range;

use super::census::{Census, clear_pixel};
use super::differing::{PIXELS, differing};
use super::kept::Kept;
use super::moves::{MoveSurvey, Padded};
use super::tiles::TileMap;
use crate::compare::Band;
use crate::image::bits::BitRow;
use crate::normalise::composite::Backdrop;
use crate::report::{Moves, TILE};

/// Collects the facts, a row of tiles at a time.
#[derive(Debug)]
pub(super) struct Survey {
    tiles: TileMap,
    census: Census,
    moves: MoveSurvey,
    alpha_differs: bool,
    kept: Kept,
}

/// The facts.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) tiles: TileMap,
    pub(super) census: Census,
    pub(super) moves: Moves,
    pub(super) alpha_differs: bool,
    pub(super) kept: Kept,
}

/// Some rows over white: as RGB and one byte that is 255, and the same with room around them.
struct Opaque<'a> {
    rows: Vec<Cow<'a, [u8]>>,
    padded: Vec<Padded>,
    nothing: Padded,
    first: u32,
}

impl<'a> Opaque<'a> {
    fn new(rows: Range<u32>, row: impl Fn(u32) -> &'a [u8]) -> Self {
        let first = rows.start;
        let rows: Vec<_> = rows.map(|y| Backdrop::White.row(row(y))).collect();
        Self { rows, padded: Vec::new(), nothing: Padded::nothing(0), first }
    }

    /// Makes room around the rows.
    fn pad(mut self, tiles_wide: usize) -> Self {
        self.padded = self.rows.iter().map(|row| Padded::new(row, tiles_wide)).collect();
        self.nothing = Padded::nothing(tiles_wide);
        self
    }

    fn row(&self, y: u32) -> &[u8] {
        &self.rows[(y - self.first) as usize]
    }

    fn eight(&self, top: u32) -> [&[u8]; 8] {
        std::array::from_fn(|row| self.row(top + row as u32))
    }

    /// Some rows with one more above and below.
    fn around(&self, rows: &Range<u32>) -> Vec<&Padded> {
        let row = |y: Option<u32>| y.and_then(|y| self.padded.get(y.checked_sub(self.first)? as usize));
        let above = row(rows.start.checked_sub(1));
        [above]
            .into_iter()
            .chain((rows.start..=rows.end).map(|y| row(Some(y))))
            .map(|row| row.unwrap_or(&self.nothing))
            .collect()
    }
}

impl Survey {
    pub(super) fn new(width: u32) -> Self {
        Self {
            tiles: TileMap::default(),
            census: Census::default(),
            moves: MoveSurvey::new(width.div_ceil(TILE)),
            alpha_differs: false,
            kept: Kept::new(),
        }
    }

    /// Takes rows; all but the last rows of a picture come in whole rows of tiles, with [`kept::ROWS`](super::kept::ROWS) around them.
    pub(super) fn band(&mut self, band: &Band<'_>) {
        for top in band.rows.clone().step_by(TILE as usize) {
            self.row_of_tiles(band, top..(top + TILE).min(band.rows.end));
        }
    }

    fn row_of_tiles(&mut self, band: &Band<'_>, rows: Range<u32>) {
        let around = rows.start.saturating_sub(1)..(rows.end + 1).min(band.frame.height);
        let tiles_wide = band.frame.width.div_ceil(TILE);
        let mut before = Opaque::new(around.clone(), |y| band.before(y));
        let mut after = None;
        let mut dirty = BitRow::new(tiles_wide);
        if rows.clone().any(|y| band.span(y).is_some()) {
            before = before.pad(tiles_wide as usize);
            let after = after.insert(Opaque::new(around, |y| band.after(y)).pad(tiles_wide as usize));
            let clear: Vec<BitRow> = rows
                .clone()
                .map(|y| {
                    let mut clear = BitRow::new(tiles_wide * TILE);
                    self.row(band, y, &mut dirty, &mut clear);
                    clear
                })
                .collect();
            self.moves.row(rows.start, &clear, &before.around(&rows), &after.around(&rows));
        }
        for top in (rows.start..rows.end).step_by(8).filter(|top| top + 8 <= rows.end) {
            self.census.take(&before.eight(top), after.as_ref().map(|after| after.eight(top)).as_ref());
        }
        self.moves.end_row(rows.start / TILE, &dirty);
        self.tiles.push(dirty);
        self.kept.take(band, &rows, &self.tiles);
    }

    /// Marks the tiles of a row that differ, and the pixels that do so clearly.
    fn row(&mut self, band: &Band<'_>, y: u32, dirty: &mut BitRow, clear: &mut BitRow) {
        let Some(span) = band.span(y) else { return };
        let (before, after) = (band.before(y), band.after(y));
        for word in span.start as usize / PIXELS..(span.end as usize).div_ceil(PIXELS) {
            let bytes = word * PIXELS * 4;
            let whole = before[bytes..].first_chunk().zip(after[bytes..].first_chunk());
            let found = whole.map(|(before, after)| differing(before, after)).unwrap_or_default();
            if found.opaque {
                clear.words_mut()[word] |= found.clear;
                for tile in (0..PIXELS as u32).step_by(TILE as usize) {
                    if found.any >> tile & ((1 << TILE) - 1) != 0 {
                        dirty.set((word * PIXELS) as u32 / TILE + tile / TILE);
                    }
                }
            } else {
                self.pixels(before, after, word * PIXELS, dirty, clear);
            }
        }
    }

    /// Marks 64 pixels from column `start` on, or those that there are, one by one over their backdrops.
    fn pixels(&mut self, before: &[u8], after: &[u8], start: usize, dirty: &mut BitRow, clear: &mut BitRow) {
        let pairs = before.as_chunks::<4>().0.iter().zip(after.as_chunks::<4>().0);
        for (x, (p, q)) in (0..).zip(pairs).skip(start).take(PIXELS).filter(|(_, (p, q))| p != q) {
            self.alpha_differs |= p[3] != q[3];
            let (white_p, white_q) = (Backdrop::White.rgb(*p), Backdrop::White.rgb(*q));
            if white_p != white_q || Backdrop::Black.rgb(*p) != Backdrop::Black.rgb(*q) {
                dirty.set(x / TILE);
                if clear_pixel(white_p, white_q) {
                    clear.set(x);
                }
            }
        }
    }

    pub(super) fn finish(self) -> Facts {
        let Self { tiles, census, moves, alpha_differs, kept } = self;
        Facts { moves: moves.finish(&tiles), tiles, census, alpha_differs, kept }
    }
}
