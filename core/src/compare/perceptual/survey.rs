//! The first pass: what must be known of the whole pair before any pixel is judged.
//!
//! Which tiles differ, whether alpha does, the census, and the moves. All of it over white.

use std::borrow::Cow;
use std::ops::Range;

use super::census::{Census, clear_pixel};
use super::moves::MoveSurvey;
use super::tiles::TileMap;
use crate::compare::Band;
use crate::image::bits::BitRow;
use crate::normalise::composite::Backdrop;
use crate::report::{Moves, TILE};

/// Rows of tiles of the census in a row of tiles.
const STRIPS: u32 = TILE / 8;

/// Collects the facts, a row of tiles at a time.
#[derive(Debug)]
pub(super) struct Survey {
    tiles: TileMap,
    census: Census,
    moves: MoveSurvey,
    alpha_differs: bool,
}

/// The facts.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) tiles: TileMap,
    pub(super) census: Census,
    pub(super) moves: Moves,
    pub(super) alpha_differs: bool,
}

/// Some rows over white, as RGB and one byte unused.
struct Opaque<'a> {
    rows: Vec<Cow<'a, [u8]>>,
    first: u32,
}

impl<'a> Opaque<'a> {
    fn new(rows: Range<u32>, row: impl Fn(u32) -> &'a [u8]) -> Self {
        Self { first: rows.start, rows: rows.map(|y| Backdrop::White.row(row(y))).collect() }
    }

    fn row(&self, y: u32) -> &[u8] {
        &self.rows[(y - self.first) as usize]
    }

    fn eight(&self, top: u32) -> [&[u8]; 8] {
        std::array::from_fn(|row| self.row(top + row as u32))
    }

    /// The pixel at an offset from `x`, `y`; `None` outside.
    fn pixel(&self, x: u32, y: u32, dx: i32, dy: i32) -> Option<[u8; 4]> {
        let row = self.rows.get((y + 1).checked_add_signed(dy)?.checked_sub(self.first + 1)? as usize)?;
        let [r, g, b, _] = *row.as_chunks::<4>().0.get(x.checked_add_signed(dx)? as usize)?;
        Some([r, g, b, 255])
    }
}

impl Survey {
    pub(super) fn new(width: u32) -> Self {
        Self {
            tiles: TileMap::default(),
            census: Census::default(),
            moves: MoveSurvey::new(width.div_ceil(TILE)),
            alpha_differs: false,
        }
    }

    /// Takes rows; all but the last rows of a picture come in whole rows of tiles, with one row around them.
    pub(super) fn band(&mut self, band: &Band<'_>) {
        for top in band.rows.clone().step_by(TILE as usize) {
            self.row_of_tiles(band, top..(top + TILE).min(band.rows.end));
        }
    }

    fn row_of_tiles(&mut self, band: &Band<'_>, rows: Range<u32>) {
        let around = rows.start.saturating_sub(1)..(rows.end + 1).min(band.frame.height);
        let before = Opaque::new(around.clone(), |y| band.before(y));
        let equal = rows.clone().all(|y| band.span(y).is_none());
        let mut dirty = BitRow::new(band.frame.width.div_ceil(TILE));
        let after = (!equal).then(|| Opaque::new(around, |y| band.after(y)));
        if let Some(after) = &after {
            for y in rows.clone() {
                self.row(band, y, &before, after, &mut dirty);
            }
        }
        for strip in 0..STRIPS {
            let top = rows.start + strip * 8;
            if top + 8 <= rows.end {
                self.census.take(&before.eight(top), after.as_ref().map(|after| after.eight(top)).as_ref());
            }
        }
        self.moves.end_row(rows.start / TILE, &dirty);
        self.tiles.push(dirty);
    }

    /// Looks at the pixels of a row that differ.
    fn row(&mut self, band: &Band<'_>, y: u32, before: &Opaque<'_>, after: &Opaque<'_>, dirty: &mut BitRow) {
        let Some(span) = band.span(y) else { return };
        let (before_raw, after_raw) = (band.before(y).as_chunks::<4>().0, band.after(y).as_chunks::<4>().0);
        for x in span {
            let (p, q) = (before_raw[x as usize], after_raw[x as usize]);
            if p == q {
                continue;
            }
            self.alpha_differs |= p[3] != q[3];
            let (white_p, white_q) = (Backdrop::White.rgb(p), Backdrop::White.rgb(q));
            if white_p != white_q || Backdrop::Black.rgb(p) != Backdrop::Black.rgb(q) {
                dirty.set(x / TILE);
            }
            if clear_pixel(opaque(white_p), opaque(white_q)) {
                self.moves.pixel(x, |dx, dy| before.pixel(x, y, dx, dy), |dx, dy| after.pixel(x, y, dx, dy));
            }
        }
    }

    pub(super) fn finish(self) -> Facts {
        let Self { tiles, census, moves, alpha_differs } = self;
        Facts { moves: moves.finish(&tiles), tiles, census, alpha_differs }
    }
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, 255]
}
