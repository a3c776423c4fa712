//! A patch of the picture, judged on all scales: the unit of work.

use std::ops::Range;

use super::blur::{self, Plane};
use super::error_map;
use super::oklab::hyab;
use super::scales::{FINE, HALO, MARGIN, MIDDLE, Noise, SCALES, Scale, WIDE};
use super::significance::{Channels, Level, significance};
use super::windows::{Cell, cell};
use crate::compare::{Band, Frame};
use crate::normalise::composite::Backdrop;

/// A rectangle of the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) columns: Range<u32>,
    pub(super) rows: Range<u32>,
}

/// What was found in a patch.
#[derive(Debug)]
pub(super) struct Judged {
    /// For each backdrop and scale: the cells, row by row.
    pub(super) cells: Vec<[Vec<Cell>; 3]>,
    /// The significance of every pixel, Q16, highest of all scales and backdrops.
    pub(super) significance: Plane<u32>,
    /// The error of every pixel, 65535 for 1.
    pub(super) errors: Vec<u16>,
}

/// What all patches of a pair share.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) backdrops: Vec<Backdrop>,
    pub(super) noise: Noise,
    /// The least score that is different, Q16.
    pub(super) least: u32,
}

/// Judges a patch.
pub(super) fn judge(band: &Band<'_>, place: &Place, setting: &Setting) -> Judged {
    let width = place.columns.len();
    let pixels = width * place.rows.len();
    let mut judged = Judged {
        cells: Vec::with_capacity(setting.backdrops.len()),
        significance: Plane { values: vec![0; pixels], width },
        errors: vec![0; pixels],
    };
    for backdrop in &setting.backdrops {
        judge_over(band, place, setting, *backdrop, &mut judged);
    }
    judged
}

fn judge_over(band: &Band<'_>, place: &Place, setting: &Setting, backdrop: Backdrop, judged: &mut Judged) {
    let before = gather(place, band.frame, backdrop, |y| band.before(y));
    let after = gather(place, band.frame, backdrop, |y| band.after(y));
    let edges = Edges::new(place, band.frame);
    let threshold = |scale: &Scale| setting.noise.threshold(scale);

    let fine = [&before, &after].map(|planes| channels(planes, &edges, FINE, 1, blur::fine));
    let middle = [&before, &after].map(|planes| channels(planes, &edges, MIDDLE, 2, blur::middle));
    let wide = [&before, &after].map(|planes| channels(planes, &edges, WIDE, 8, blur::wide));
    let scales = [
        significance(&fine[0], &fine[1], threshold(&FINE)),
        significance(&middle[0], &middle[1], threshold(&MIDDLE)),
        significance(&wide[0], &wide[1], threshold(&WIDE)),
    ];

    for (index, error) in judged.errors.iter_mut().enumerate() {
        let highest = scales.iter().map(|plane| plane.values[index]).max().unwrap_or(0);
        if highest == 0 {
            continue;
        }
        let known = &mut judged.significance.values[index];
        *known = highest.max(*known);
        let over_threshold = (u64::from(highest) << 16) / u64::from(setting.least);
        if over_threshold > u64::from(error_map::FAINT) {
            let (x, y) = (index % judged.significance.width, index / judged.significance.width);
            let distance = hyab(fine[0].lab(x, y), fine[1].lab(x, y));
            let over_threshold = over_threshold.min(u64::from(u32::MAX)) as u32;
            *error = error_map::error(over_threshold, distance).max(*error);
        }
    }
    judged.cells.push([0, 1, 2].map(|index| {
        let scale = &SCALES[index];
        cells(&scales[index], scale.window as usize / 2, setting.noise.rank(scale))
    }));
}

/// How many columns and rows of the margin lie outside the frame.
struct Edges {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Edges {
    fn new(place: &Place, frame: Frame) -> Self {
        let missing = |range: &Range<u32>, length: u32| {
            (
                MARGIN.saturating_sub(range.start) as usize,
                (range.end + MARGIN).saturating_sub(length) as usize,
            )
        };
        let (left, right) = missing(&place.columns, frame.width);
        let (top, bottom) = missing(&place.rows, frame.height);
        Self { left, right, top, bottom }
    }

    /// Repeats the outermost values of the frame beyond its edge: also a blurred picture ends there.
    fn hold<T: Copy>(&self, plane: &mut Plane<T>) {
        let (width, height) = (plane.width, plane.height());
        for y in 0..height {
            let row = plane.row_mut(y);
            let (first, last) = (row[self.left], row[width - 1 - self.right]);
            row[..self.left].fill(first);
            row[width - self.right..].fill(last);
        }
        for y in 0..self.top {
            plane.values.copy_within(self.top * width..(self.top + 1) * width, y * width);
        }
        let last = height - 1 - self.bottom;
        for y in last + 1..height {
            plane.values.copy_within(last * width..(last + 1) * width, y * width);
        }
    }
}

/// The pixels of a place and the halo around it as planes of R, G and B over a backdrop; beyond the edges of the frame its
/// outermost pixels repeat.
fn gather<'a>(
    place: &Place,
    frame: Frame,
    backdrop: Backdrop,
    row: impl Fn(u32) -> &'a [u8],
) -> [Plane<u8>; 3] {
    let width = place.columns.len() + 2 * HALO as usize;
    let height = place.rows.len() + 2 * HALO as usize;
    let mut planes = [(); 3].map(|()| Plane { values: vec![0; width * height], width });
    let inside = place.columns.start.saturating_sub(HALO)..(place.columns.end + HALO).min(frame.width);
    let left = (inside.start + HALO - place.columns.start) as usize;
    let right = left + inside.len();
    for index in 0..height {
        let y = (place.rows.start + index as u32).saturating_sub(HALO).min(frame.height - 1);
        let row = backdrop.row(&row(y)[inside.start as usize * 4..inside.end as usize * 4]);
        let (pixels, _) = row.as_chunks::<4>();
        for (channel, plane) in planes.iter_mut().enumerate() {
            let out = plane.row_mut(index);
            out[left..right].iter_mut().zip(pixels).for_each(|(value, pixel)| *value = pixel[channel]);
            let (first, last) = (out[left], out[right - 1]);
            out[..left].fill(first);
            out[right..].fill(last);
        }
    }
    planes
}

/// Blurs the three planes of a picture; what is left of the halo is the margin.
fn channels<T: Level>(
    planes: &[Plane<u8>; 3],
    edges: &Edges,
    scale: Scale,
    radius: u32,
    blur: impl Fn(&Plane<u8>) -> Plane<T>,
) -> Channels<T> {
    let blurred = [0, 1, 2].map(|channel: usize| {
        let mut plane = blur(&planes[channel].cropped((HALO - MARGIN - radius) as usize));
        edges.hold(&mut plane);
        plane
    });
    Channels::new(blurred, scale)
}

/// The largest values of the cells of a patch.
fn cells(plane: &Plane<u32>, side: usize, rank: usize) -> Vec<Cell> {
    let (width, height) = (plane.width, plane.height());
    let mut cells = Vec::with_capacity(width.div_ceil(side) * height.div_ceil(side));
    for top in (0..height).step_by(side) {
        for left in (0..width).step_by(side) {
            let columns = left..(left + side).min(width);
            cells.push(cell((top..(top + side).min(height)).map(|y| &plane.row(y)[columns.clone()]), rank));
        }
    }
    cells
}
