//! Which tiles of 16x16 pixels differ at all.

use std::ops::Range;

use crate::image::bits::BitRow;
use crate::report::TILE;

/// A bit for every tile of the compared rectangle.
#[derive(Debug, Default)]
pub(super) struct TileMap {
    rows: Vec<BitRow>,
}

impl TileMap {
    /// Appends the next row of tiles.
    pub(super) fn push(&mut self, row: BitRow) {
        self.rows.push(row);
    }

    /// The rows of tiles, from the top.
    pub(super) fn rows(&self) -> &[BitRow] {
        &self.rows
    }

    /// Whether any tile differs.
    pub(super) fn any(&self) -> bool {
        self.rows.iter().any(BitRow::any)
    }

    /// The first row of pixels below all tiles that differ.
    pub(super) fn bottom(&self) -> u32 {
        self.rows.iter().rposition(BitRow::any).map_or(0, |row| (row as u32 + 1) * TILE)
    }

    /// Whether any tile within `reach` pixels above or below these pixel rows, or in them, differs.
    pub(super) fn any_within(&self, reach: u32, rows: Range<u32>) -> bool {
        self.near(reach, rows).any(BitRow::any)
    }

    /// The rows of tiles within `reach` pixels of these pixel rows.
    fn near(&self, reach: u32, rows: Range<u32>) -> impl Iterator<Item = &BitRow> {
        let near = rows.start.saturating_sub(reach) / TILE..(rows.end + reach).div_ceil(TILE);
        self.rows.iter().take(near.end as usize).skip(near.start as usize)
    }

    /// Marks, in a row of cells of `cell` pixels, those that have a tile that differs within `reach` pixels. The first
    /// cell begins at column `left`; the row of cells covers the pixel rows `top..bottom`.
    pub(super) fn cells_within(
        &self,
        reach: u32,
        left: u32,
        rows: Range<u32>,
        cell: u32,
        cells: &mut [bool],
    ) {
        cells.fill(false);
        for row in self.near(reach, rows) {
            for run in row.runs() {
                // A run of tiles reaches the cells from the one that holds its left edge, less the reach, on.
                let first = (run.start * TILE).saturating_sub(reach + left) / cell;
                let last = (run.end * TILE + reach - 1).saturating_sub(left) / cell;
                if (run.end * TILE + reach) > left {
                    cells
                        .iter_mut()
                        .take(last as usize + 1)
                        .skip(first as usize)
                        .for_each(|cell| *cell = true);
                }
            }
        }
    }
}
