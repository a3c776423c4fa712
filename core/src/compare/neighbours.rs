//! The neighbours of a pixel, for the metrics that tell anti-aliasing by them.

use super::Frame;

/// The up to eight places around `x`, `y`, column by column.
pub(super) fn by_column(x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    let [columns, rows] = around(x, y, frame);
    columns.flat_map(move |nx| rows.clone().map(move |ny| (nx, ny))).filter(move |place| *place != (x, y))
}

/// The up to eight places around `x`, `y`, row by row.
pub(super) fn by_row(x: u32, y: u32, frame: Frame) -> impl Iterator<Item = (u32, u32)> {
    let [columns, rows] = around(x, y, frame);
    rows.flat_map(move |ny| columns.clone().map(move |nx| (nx, ny))).filter(move |place| *place != (x, y))
}

/// Whether some neighbours are missing.
pub(super) fn on_border(x: u32, y: u32, frame: Frame) -> bool {
    x == 0 || y == 0 || x == frame.width - 1 || y == frame.height - 1
}

/// Whether at least three neighbours have the very same bytes; the border counts as one.
pub(super) fn has_many_siblings(picture: impl Fn(u32, u32) -> [u8; 4], x: u32, y: u32, frame: Frame) -> bool {
    let centre = picture(x, y);
    let same = by_row(x, y, frame).filter(|(nx, ny)| picture(*nx, *ny) == centre);
    same.take(3).count() + usize::from(on_border(x, y, frame)) > 2
}

fn around(x: u32, y: u32, frame: Frame) -> [std::ops::RangeInclusive<u32>; 2] {
    [x.saturating_sub(1)..=(x + 1).min(frame.width - 1), y.saturating_sub(1)..=(y + 1).min(frame.height - 1)]
}
