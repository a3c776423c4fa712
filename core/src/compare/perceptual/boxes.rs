//! The colour box of a place: the least and the greatest value of each channel in its 3x3 neighbourhood; and the range of
//! its 7x7 surroundings.
//!
//! Few places are asked for, so both are made where they are needed, for a [`SEGMENT`] of a row at a time.

use super::scales::MARGIN;
use super::significance::Level;

/// Places of a row that are looked at together.
pub(super) const SEGMENT: usize = 32;

/// Columns that are read for the surroundings of a segment: whole registers.
const WIDER: usize = SEGMENT + 16;

/// Columns that a plane must have beyond the margin of its last segment.
pub(super) const SLACK: u32 = (WIDER - SEGMENT) as u32 - 2 * MARGIN;

/// For each channel some rows, one below the other.
pub(super) type Rows<'a, T, const N: usize> = [[&'a [T]; N]; 3];

/// Some values of a row, from column `x` on.
#[inline(always)]
pub(super) fn chunk<T, const N: usize>(row: &[T], x: usize) -> &[T; N] {
    row[x..].first_chunk().expect("columns to spare beyond the last segment")
}

/// The colour boxes of a segment.
#[derive(Debug)]
pub(super) struct Boxes<T> {
    pub(super) low: [[T; SEGMENT]; 3],
    pub(super) high: [[T; SEGMENT]; 3],
}

impl<T: Level> Boxes<T> {
    /// Boxes of no place yet.
    pub(super) fn new() -> Self {
        let none = [[T::default(); SEGMENT]; 3];
        Self { low: none, high: none }
    }

    /// Becomes the boxes of the segment whose first box begins at column `x` of three rows.
    #[inline(always)]
    pub(super) fn fill(&mut self, rows: &Rows<'_, T, 3>, x: usize) {
        for (channel, [above, at, below]) in rows.iter().enumerate() {
            let [a, b, c] = [chunk(above, x), chunk(above, x + 1), chunk(above, x + 2)];
            let [d, e, f] = [chunk(at, x), chunk(at, x + 1), chunk(at, x + 2)];
            let [g, h, i] = [chunk(below, x), chunk(below, x + 1), chunk(below, x + 2)];
            least(&[a, b, c, d, e, f, g, h, i], &mut self.low[channel]);
            most(&[a, b, c, d, e, f, g, h, i], &mut self.high[channel]);
        }
    }
}

/// For every place of a segment the widest range of a channel in its 7x7 surroundings, over both pictures. The first
/// surroundings begin at column `x` of seven rows.
#[inline(always)]
pub(super) fn contrast<T: Level>(
    before: &Rows<'_, T, 7>,
    after: &Rows<'_, T, 7>,
    x: usize,
    out: &mut [T; SEGMENT],
) {
    let (mut low, mut high) = ([T::default(); WIDER], [T::default(); WIDER]);
    let (mut lowest, mut highest) = ([T::default(); SEGMENT], [T::default(); SEGMENT]);
    for channel in 0..3 {
        let (before, after) = (down(before[channel], x), down(after[channel], x));
        least(&before, &mut low);
        most(&before, &mut high);
        for row in after {
            for ((low, high), value) in low.iter_mut().zip(&mut high).zip(row) {
                *low = (*low).min(*value);
                *high = (*high).max(*value);
            }
        }
        least(&across(&low), &mut lowest);
        most(&across(&high), &mut highest);
        for ((out, low), high) in out.iter_mut().zip(&lowest).zip(&highest) {
            *out = (*out).max(high.above(*low));
        }
    }
}

/// The columns of seven rows that the surroundings of a segment have.
#[inline(always)]
fn down<T>([a, b, c, d, e, f, g]: [&[T]; 7], x: usize) -> [&[T; WIDER]; 7] {
    [chunk(a, x), chunk(b, x), chunk(c, x), chunk(d, x), chunk(e, x), chunk(f, x), chunk(g, x)]
}

/// Seven neighbours of every place.
#[inline(always)]
fn across<T>(values: &[T; WIDER]) -> [&[T; SEGMENT]; 7] {
    [
        chunk(values, 0),
        chunk(values, 1),
        chunk(values, 2),
        chunk(values, 3),
        chunk(values, 4),
        chunk(values, 5),
        chunk(values, 6),
    ]
}

/// The least of some values, place by place.
#[inline(always)]
fn least<T: Level, const N: usize, const K: usize>(values: &[&[T; N]; K], out: &mut [T; N]) {
    for place in 0..N {
        let mut least = values[0][place];
        for values in &values[1..] {
            least = least.min(values[place]);
        }
        out[place] = least;
    }
}

/// The greatest of some values, place by place.
#[inline(always)]
fn most<T: Level, const N: usize, const K: usize>(values: &[&[T; N]; K], out: &mut [T; N]) {
    for place in 0..N {
        let mut most = values[0][place];
        for values in &values[1..] {
            most = most.max(values[place]);
        }
        out[place] = most;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = WIDER + 3;

    fn planes(seed: u32) -> Vec<Vec<Vec<u16>>> {
        let value = |c: u32, y: u32, x: u32| {
            ((seed + c * 7 + y * 131 + x * 31).wrapping_mul(2_654_435_761) >> 20) as u16
        };
        (0..3)
            .map(|c| (0..7).map(|y| (0..WIDTH as u32).map(|x| value(c, y, x)).collect()).collect())
            .collect()
    }

    fn rows<const N: usize>(planes: &[Vec<Vec<u16>>]) -> Rows<'_, u16, N> {
        std::array::from_fn(|channel| std::array::from_fn(|row| &planes[channel][row][..]))
    }

    fn square(planes: &[Vec<u16>], side: usize, x: usize) -> impl Iterator<Item = u16> + Clone + '_ {
        planes[..side].iter().flat_map(move |row| row[x..x + side].iter().copied())
    }

    #[test]
    fn boxes_hold_their_neighbourhood() {
        let planes = planes(1);
        let mut boxes = Boxes::new();
        boxes.fill(&rows(&planes), 3);
        for (channel, planes) in planes.iter().enumerate() {
            for x in 0..SEGMENT {
                let around = square(planes, 3, x + 3);
                assert_eq!(Some(boxes.low[channel][x]), around.clone().min());
                assert_eq!(Some(boxes.high[channel][x]), around.max());
            }
        }
    }

    #[test]
    fn contrast_is_the_widest_range_of_both_pictures() {
        let (before, after) = (planes(1), planes(1000));
        let mut found = [0; SEGMENT];
        contrast(&rows(&before), &rows(&after), 3, &mut found);
        for (x, found) in found.iter().enumerate() {
            let range = |channel: usize| {
                let around = square(&before[channel], 7, x + 3).chain(square(&after[channel], 7, x + 3));
                around.clone().max().unwrap() - around.min().unwrap()
            };
            assert_eq!(Some(*found), (0..3).map(range).max());
        }
    }
}
