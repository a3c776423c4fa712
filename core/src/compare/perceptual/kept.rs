//! The pixels near differences, kept by the survey so that the second pass need not decode the pictures again.
//!
//! Where little differs, little has to be kept. Where more differs than fits, nothing is, and the rows are read once more.

use std::collections::BTreeMap;
use std::ops::Range;

use super::filters::Source;
use super::scales::{HALO, REACH};
use super::tiles::TileMap;
use crate::compare::{Band, Frame};
use crate::report::TILE;

/// Bytes of pixels that are kept, at most.
const MOST_BYTES: usize = 16 << 20;

/// How many tiles around one that differs are kept: all that a filter sees from any place in reach of it.
const AROUND: u32 = (REACH + HALO + 1).div_ceil(TILE);

/// Rows that the survey must still see above the row of tiles at hand.
pub(super) const ROWS: u32 = AROUND * TILE;

/// A stretch of a row of tiles: its columns of pixels, and the rows of both pictures one after the other, RGBA8.
#[derive(Debug)]
struct Run {
    columns: Range<usize>,
    pixels: [Vec<u8>; 2],
}

impl Run {
    /// The bytes of row `y` of the row of tiles.
    fn row(&self, side: usize, y: usize) -> &[u8] {
        let bytes = self.columns.len() * 4;
        &self.pixels[side][y * bytes..(y + 1) * bytes]
    }
}

/// What is kept of a pair.
#[derive(Debug)]
pub(super) struct Kept {
    /// What is kept of a row of tiles, by its number; nothing is kept of the others.
    rows: BTreeMap<usize, Vec<Run>>,
    /// The row of tiles that is looked at next.
    next: usize,
    bytes: usize,
}

impl Kept {
    pub(super) fn new() -> Self {
        Self { rows: BTreeMap::new(), next: 0, bytes: 0 }
    }

    /// Whether all that was asked for is here.
    pub(super) fn is_whole(&self) -> bool {
        self.bytes <= MOST_BYTES
    }

    /// Keeps what is near the tiles that differ, as far down as it is known which do: to the end of `rows`, which lie in
    /// `band`.
    pub(super) fn take(&mut self, band: &Band<'_>, rows: &Range<u32>, tiles: &TileMap) {
        let known = tiles.rows().len();
        let end = if rows.end < band.frame.height { known.saturating_sub(AROUND as usize) } else { known };
        while self.is_whole() && self.next < end {
            let row = self.next;
            self.next += 1;
            let near = row.saturating_sub(AROUND as usize)..(row + AROUND as usize + 1).min(known);
            let mut near = tiles.rows()[near].iter().filter(|tiles| tiles.any());
            let Some(first) = near.next() else { continue };
            let mut tiles = first.clone();
            near.for_each(|more| tiles.union_with(more));
            tiles.dilate(AROUND);
            let top = row as u32 * TILE;
            let rows = top..(top + TILE).min(band.frame.height);
            let runs = tiles.runs().map(|run| {
                let columns = (run.start * TILE) as usize..(run.end * TILE).min(band.frame.width) as usize;
                let bytes = columns.start * 4..columns.end * 4;
                let mut pixels = [(); 2].map(|()| Vec::with_capacity(rows.len() * bytes.len()));
                for y in rows.clone() {
                    pixels[0].extend_from_slice(&band.before(y)[bytes.clone()]);
                    pixels[1].extend_from_slice(&band.after(y)[bytes.clone()]);
                }
                Run { columns, pixels }
            });
            let runs: Vec<Run> = runs.collect();
            self.bytes += runs.iter().flat_map(|run| &run.pixels).map(Vec::len).sum::<usize>();
            self.rows.insert(row, runs);
        }
        if !self.is_whole() {
            self.rows.clear();
        }
    }

    /// The rows of a strip of a frame, and those around it; nothing for no rows.
    pub(super) fn strip(&self, frame: Frame, rows: &Range<u32>) -> Strip {
        let halo = if rows.is_empty() { 0 } else { HALO };
        let rows = rows.start.saturating_sub(halo)..(rows.end + halo).min(frame.height);
        let stride = frame.width as usize * 4;
        let mut strip =
            Strip { frame, first: rows.start, pixels: [(); 2].map(|()| vec![0; stride * rows.len()]) };
        for (index, y) in rows.enumerate() {
            let y = y + frame.inset;
            for run in self.rows.get(&((y / TILE) as usize)).into_iter().flatten() {
                let inside = frame.inset as usize..(frame.inset + frame.width) as usize;
                let columns = run.columns.start.max(inside.start)..run.columns.end.min(inside.end);
                if columns.is_empty() {
                    continue;
                }
                let from = (columns.start - run.columns.start) * 4..(columns.end - run.columns.start) * 4;
                let to = index * stride + (columns.start - inside.start) * 4;
                for side in 0..2 {
                    let row = &run.row(side, (y % TILE) as usize)[from.clone()];
                    strip.pixels[side][to..to + row.len()].copy_from_slice(row);
                }
            }
        }
        strip
    }
}

/// Rows of both pictures, of which only what was kept is true: elsewhere both are the same, so that nothing differs.
#[derive(Debug)]
pub(super) struct Strip {
    frame: Frame,
    first: u32,
    pixels: [Vec<u8>; 2],
}

impl Strip {
    fn row(&self, side: usize, y: u32) -> &[u8] {
        let stride = self.frame.width as usize * 4;
        &self.pixels[side][(y - self.first) as usize * stride..][..stride]
    }
}

impl Source for Strip {
    fn frame(&self) -> Frame {
        self.frame
    }

    fn before(&self, y: u32) -> &[u8] {
        self.row(0, y)
    }

    fn after(&self, y: u32) -> &[u8] {
        self.row(1, y)
    }
}
