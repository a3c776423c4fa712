//! The neighbours of a pixel, for the metrics that tell anti-aliasing by them.

use super::{Band, Frame};

/// Rows above and below a pixel that may be asked for.
const REACH: u32 = 2;

/// A row of a band and those around it, ready to be asked for single pixels.
pub(super) struct Near<'a> {
    pub(super) before: Rows<'a>,
    pub(super) after: Rows<'a>,
}

impl<'a> Near<'a> {
    /// Row `y` of a band, and up to two rows above and below it.
    pub(super) fn new(band: &Band<'a>, y: u32) -> Self {
        Self {
            before: Rows::new(band.frame, y, |y| band.before(y)),
            after: Rows::new(band.frame, y, |y| band.after(y)),
        }
    }
}

/// Some rows of one picture.
pub(super) struct Rows<'a> {
    pub(super) frame: Frame,
    around: [&'a [[u8; 4]]; 2 * REACH as usize + 1],
    /// The one in the middle.
    y: u32,
}

impl<'a> Rows<'a> {
    fn new(frame: Frame, y: u32, row: impl Fn(u32) -> &'a [u8]) -> Self {
        let around = std::array::from_fn(|index| {
            let y = (y + index as u32).checked_sub(REACH).filter(|y| *y < frame.height);
            y.map_or(&[][..], |y| row(y).as_chunks().0)
        });
        Self { frame, around, y }
    }

    /// One pixel, RGBA8.
    #[inline]
    pub(super) fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.around[(y + REACH - self.y) as usize][x as usize]
    }

    /// Whether at least three neighbours have the very same bytes; the border counts as one.
    #[inline]
    pub(super) fn has_many_siblings(&self, x: u32, y: u32) -> bool {
        let centre = self.at(x, y);
        if on_border(x, y, self.frame) {
            return by_row(x, y, self.frame).filter(|(nx, ny)| self.at(*nx, *ny) == centre).count() > 1;
        }
        let (above, left) = ((y + REACH - self.y) as usize - 1, x as usize - 1);
        let same = self.around[above..above + 3].iter().map(|row| {
            let three: &[[u8; 4]; 3] = row[left..].first_chunk().expect("a pixel inside has neighbours");
            three.iter().map(|pixel| u32::from(*pixel == centre)).sum::<u32>()
        });
        // One of them is the pixel itself.
        same.sum::<u32>() > 3
    }
}

/// The places around a pixel, with the one above it and to the left as 0, 0.
const BY_COLUMN: [(u32, u32); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)];
const BY_ROW: [(u32, u32); 8] = [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)];

/// The up to eight places around `x`, `y`, column by column.
#[inline]
pub(super) fn by_column(x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    inside(BY_COLUMN, x, y, frame)
}

/// The up to eight places around `x`, `y`, row by row.
#[inline]
pub(super) fn by_row(x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    inside(BY_ROW, x, y, frame)
}

/// Whether some neighbours are missing.
#[inline]
pub(super) fn on_border(x: u32, y: u32, frame: Frame) -> bool {
    x == 0 || y == 0 || x == frame.width - 1 || y == frame.height - 1
}

/// Places around `x`, `y` as far as the frame has them.
#[inline]
fn inside(around: [(u32, u32); 8], x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    let place = move |(dx, dy): (u32, u32)| Some(((x + dx).checked_sub(1)?, (y + dy).checked_sub(1)?));
    around.into_iter().filter_map(place).filter(move |(nx, ny)| *nx < frame.width && *ny < frame.height)
}
