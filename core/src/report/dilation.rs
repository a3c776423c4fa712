//! Dilation of a picture of bits by a square, row by row: the rows a pixel reaches come out late.

use std::collections::VecDeque;

use crate::image::bits::BitRow;

/// How far apart, in pixels, two changes may be and still be one region: each grows by this much to all sides.
pub(crate) const RADIUS: u32 = 6;

/// Turns rows of bits, each with a payload, into rows of the dilated picture.
#[derive(Debug)]
pub(crate) struct Dilation<T> {
    /// Rows that still reach a row to come: their number, themselves grown sideways, their payload.
    pending: VecDeque<(u32, BitRow, Option<T>)>,
    /// The next row to hand out.
    next: u32,
    height: u32,
    row: BitRow,
}

impl<T> Dilation<T> {
    pub(crate) fn new(width: u32, height: u32) -> Self {
        Self { pending: VecDeque::new(), next: 0, height, row: BitRow::new(width) }
    }

    /// Takes row `y`; rows come from top to bottom, and those left out are empty. Rows of the dilated picture that are
    /// complete by now go to `emit` with the payload of the same row; empty ones are left out.
    pub(crate) fn push(
        &mut self,
        y: u32,
        mut bits: BitRow,
        payload: T,
        mut emit: impl FnMut(u32, &BitRow, Option<T>),
    ) {
        self.emit_until(y.saturating_sub(RADIUS), &mut emit);
        bits.dilate(RADIUS);
        self.pending.push_back((y, bits, Some(payload)));
    }

    /// Says that row `y` is empty, so that rows which are complete by now need not wait for the next one that is not.
    pub(crate) fn skip(&mut self, y: u32, mut emit: impl FnMut(u32, &BitRow, Option<T>)) {
        self.emit_until(y.saturating_sub(RADIUS), &mut emit);
    }

    /// Hands out what is left.
    pub(crate) fn finish(&mut self, mut emit: impl FnMut(u32, &BitRow, Option<T>)) {
        self.emit_until(self.height, &mut emit);
    }

    fn emit_until(&mut self, end: u32, emit: &mut impl FnMut(u32, &BitRow, Option<T>)) {
        while self.next < end {
            let y = self.next;
            while self.pending.front().is_some_and(|(row, ..)| row + RADIUS < y) {
                self.pending.pop_front();
            }
            // No row reaches this one: go on where the first one does.
            let Some(first) = self.pending.front().map(|(row, ..)| row.saturating_sub(RADIUS)) else {
                self.next = end;
                return;
            };
            if first > y {
                self.next = first.min(end);
                continue;
            }
            self.row.clear();
            let mut payload = None;
            for (row, bits, own) in self.pending.iter_mut().take_while(|(row, ..)| *row <= y + RADIUS) {
                self.row.union_with(bits);
                if *row == y {
                    payload = own.take();
                }
            }
            emit(y, &self.row, payload);
            self.next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dilated_rows_are_the_naive_ones(points in prop::collection::btree_set((0u32..60, 0u32..90), 0..12)) {
            let (width, height) = (90, 60);
            let mut rows: Vec<(u32, BitRow)> = Vec::new();
            for (y, x) in &points {
                if rows.last().is_none_or(|(last, _)| last != y) {
                    rows.push((*y, BitRow::new(width)));
                }
                rows.last_mut().unwrap().1.set(*x);
            }
            let mut dilation = Dilation::new(width, height);
            let mut out = Vec::new();
            for (y, bits) in &rows {
                dilation.push(*y, bits.clone(), *y, |y, bits, payload| out.push((y, bits.clone(), payload)));
            }
            dilation.finish(|y, bits, payload| out.push((y, bits.clone(), payload)));

            let mut naive = Vec::new();
            for y in 0..height {
                let mut bits = BitRow::new(width);
                (0..width)
                    .filter(|x| points.iter().any(|(py, px)| py.abs_diff(y) <= RADIUS && px.abs_diff(*x) <= RADIUS))
                    .for_each(|x| bits.set(x));
                if bits.any() {
                    naive.push((y, bits, rows.iter().any(|(row, _)| *row == y).then_some(y)));
                }
            }
            prop_assert_eq!(out, naive);
        }
    }
}
