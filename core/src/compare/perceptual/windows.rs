//! How significant a place is: the k-th largest value in a window.
//!
//! One pixel may be an accident; the second largest of a small window, or the hundredth of a large one, is not. Windows
//! of side W begin at every multiple of W/2, from −W/2 on, and are cut at the edges. So a window is 2x2 *cells* of side
//! W/2, and a cell needs to keep no more than its k largest values.

use std::collections::VecDeque;

/// The largest values of one cell, in no order.
pub(super) type Cell = Vec<u32>;

/// Keeps the `rank` largest of the values in some rows; zeros count for nothing.
pub(super) fn cell<'a>(rows: impl Iterator<Item = &'a [u32]>, rank: usize) -> Cell {
    let mut values = Cell::new();
    for row in rows {
        // Most rows are zeros, and a fold over all of them is a few wide instructions.
        if row.iter().fold(0, |any, value| any | value) != 0 {
            values.extend(row.iter().filter(|value| **value > 0));
        }
    }
    if values.len() > rank {
        values.select_nth_unstable_by(rank - 1, |a, b| b.cmp(a));
        values.truncate(rank);
    }
    values
}

/// Ranks windows while rows of cells come in.
#[derive(Debug)]
pub(super) struct Windows {
    rank: usize,
    columns: usize,
    /// The last row of cells, and the windows that begin one row above it.
    last: Vec<Cell>,
    above: Vec<u32>,
    /// For each finished row of cells: the highest window that holds a cell.
    finished: VecDeque<Vec<u32>>,
    started: bool,
    best: u32,
}

impl Windows {
    /// `columns` cells a row.
    pub(super) fn new(columns: usize, rank: usize) -> Self {
        Self {
            rank,
            columns,
            last: vec![Cell::new(); columns],
            above: vec![0; columns + 1],
            finished: VecDeque::new(),
            started: false,
            best: 0,
        }
    }

    /// Takes the next row of cells.
    pub(super) fn push(&mut self, cells: Vec<Cell>) {
        let below: Vec<u32> = (0..=self.columns).map(|window| self.rank_window(window, &cells)).collect();
        self.best = below.iter().copied().fold(self.best, u32::max);
        if self.started {
            let highest = |x: usize| self.above[x].max(self.above[x + 1]).max(below[x]).max(below[x + 1]);
            self.finished.push_back((0..self.columns).map(highest).collect());
        }
        self.started = true;
        self.above = below;
        self.last = cells;
    }

    /// Takes the edge below the last row.
    pub(super) fn finish(&mut self) {
        self.push(vec![Cell::new(); self.columns]);
    }

    /// The highest window of each cell, for the next finished row of cells.
    pub(super) fn pop(&mut self) -> Option<Vec<u32>> {
        self.finished.pop_front()
    }

    /// The highest window of all.
    pub(super) fn best(&self) -> u32 {
        self.best
    }

    /// The window of the cells `window - 1` and `window` of the last row and of the one below.
    fn rank_window(&self, window: usize, below: &[Cell]) -> u32 {
        let columns = window.saturating_sub(1)..(window + 1).min(self.columns);
        let held = self.last[columns.clone()].iter().chain(&below[columns]);
        if held.clone().map(Vec::len).sum::<usize>() < self.rank {
            return 0;
        }
        let mut values: Vec<u32> = held.flatten().copied().collect();
        *values.select_nth_unstable_by(self.rank - 1, |a, b| b.cmp(a)).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn windows_are_the_naive_ones(
            width in 1usize..30, height in 1usize..30, rank in 1usize..6, side in 1usize..6,
            values in prop::collection::vec(prop::option::weighted(0.3, 1u32..1000), 900)
        ) {
            let values: Vec<u32> = values.into_iter().map(Option::unwrap_or_default).collect();
            let at = |x: usize, y: usize| values[y * 30 + x];
            let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
            let mut windows = Windows::new(columns, rank);
            for row in 0..rows {
                windows.push((0..columns).map(|column| {
                    let ys = row * side..((row + 1) * side).min(height);
                    let xs = column * side..((column + 1) * side).min(width);
                    cell(ys.map(|y| &values[y * 30..][xs.clone()]), rank)
                }).collect());
            }
            windows.finish();

            let mut best = 0;
            let mut highest = vec![vec![0; columns]; rows];
            for wy in 0..=rows {
                for wx in 0..=columns {
                    let ys = (wy * side).saturating_sub(side)..((wy + 1) * side).min(height);
                    let xs = (wx * side).saturating_sub(side)..((wx + 1) * side).min(width);
                    let mut inside: Vec<u32> = ys.flat_map(|y| xs.clone().map(move |x| at(x, y))).collect();
                    inside.sort_unstable_by(|a, b| b.cmp(a));
                    let score = inside.get(rank - 1).copied().unwrap_or(0);
                    best = best.max(score);
                    for row in highest.iter_mut().take(wy + 1).skip(wy.saturating_sub(1)) {
                        for cell in row.iter_mut().take(wx + 1).skip(wx.saturating_sub(1)) {
                            *cell = score.max(*cell);
                        }
                    }
                }
            }
            prop_assert_eq!(windows.best(), best);
            for row in highest {
                prop_assert_eq!(windows.pop(), Some(row));
            }
            prop_assert_eq!(windows.pop(), None);
        }
    }
}
