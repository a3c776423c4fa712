//! The neighbours of a pixel, for the metrics that tell anti-aliasing by them.

use super::{Band, Frame};

/// Rows above and below a pixel that may be asked for.
const REACH: u32 = 2;

/// A row of a band and those around it, ready to be asked for single pixels.
pub(super) struct Near<'a> {
    pub(super) frame: Frame,
    before: [&'a [[u8; 4]]; 2 * REACH as usize + 1],
    after: [&'a [[u8; 4]]; 2 * REACH as usize + 1],
    y: u32,
}

impl<'a> Near<'a> {
    /// Row `y` of a band, and up to two rows above and below it.
    pub(super) fn new(band: &Band<'a>, y: u32) -> Self {
        let around = |row: &dyn Fn(u32) -> &'a [u8]| {
            std::array::from_fn(|index| {
                let y = (y + index as u32).checked_sub(REACH).filter(|y| *y < band.frame.height);
                y.map_or(&[][..], |y| row(y).as_chunks().0)
            })
        };
        Self { frame: band.frame, before: around(&|y| band.before(y)), after: around(&|y| band.after(y)), y }
    }

    /// One pixel of the picture before, RGBA8.
    #[inline]
    pub(super) fn before(&self, x: u32, y: u32) -> [u8; 4] {
        self.before[(y + REACH - self.y) as usize][x as usize]
    }

    /// One pixel of the picture after, RGBA8.
    #[inline]
    pub(super) fn after(&self, x: u32, y: u32) -> [u8; 4] {
        self.after[(y + REACH - self.y) as usize][x as usize]
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

/// Whether at least three neighbours have the very same bytes; the border counts as one.
#[inline]
pub(super) fn has_many_siblings(picture: impl Fn(u32, u32) -> [u8; 4], x: u32, y: u32, frame: Frame) -> bool {
    let centre = picture(x, y);
    let same = by_row(x, y, frame).filter(|(nx, ny)| picture(*nx, *ny) == centre);
    same.count() + usize::from(on_border(x, y, frame)) > 2
}

/// Places around `x`, `y` as far as the frame has them.
#[inline]
fn inside(around: [(u32, u32); 8], x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    let place = move |(dx, dy): (u32, u32)| Some(((x + dx).checked_sub(1)?, (y + dy).checked_sub(1)?));
    around.into_iter().filter_map(place).filter(move |(nx, ny)| *nx < frame.width && *ny < frame.height)
}
