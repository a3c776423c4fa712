//! A patch of the picture, judged on all scales: the unit of work.

use std::cell::RefCell;
use std::ops::Range;

use super::blur::{self, Plane};
use super::boxes::{SEGMENT, SLACK};
use super::error_map;
use super::filters::Source;
use super::scales::{FINE, HALO, MARGIN, MIDDLE, Noise, SCALES, Scale, WIDE};
use super::significance::{Channels, Distances, significance};
use super::windows::{Cell, cell};
use crate::compare::Frame;
use crate::compare::simd::widest;
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
    /// The error of every pixel, 65535 for 1; 0 where nothing is significant.
    pub(super) errors: Vec<u16>,
    /// For each row whether anything is significant in it.
    pub(super) rows: Vec<bool>,
}

/// What all patches of a pair share.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) backdrops: Vec<Backdrop>,
    pub(super) noise: Noise,
    /// The least score that is different, Q16.
    pub(super) least: u32,
}

/// Room to work for one patch after the other.
#[derive(Debug)]
struct Scratch {
    /// R, G and B of both pictures, with a halo.
    colors: [[Plane<u8>; 3]; 2],
    fine: [Channels<u16>; 2],
    middle: [Channels<u16>; 2],
    wide: [Channels<u32>; 2],
    /// The significance on each scale.
    scales: [Plane<u32>; 3],
    /// For each scale those of both pictures.
    distances: [[Distances; 2]; 3],
    /// Those of the finely blurred pictures.
    errors: Distances,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            colors: Default::default(),
            fine: [(); 2].map(|()| Channels::new(FINE)),
            middle: [(); 2].map(|()| Channels::new(MIDDLE)),
            wide: [(); 2].map(|()| Channels::new(WIDE)),
            scales: Default::default(),
            distances: SCALES.map(|scale| [Distances::new(scale), Distances::new(scale)]),
            errors: Distances::new(FINE),
        }
    }
}

thread_local! {
    /// A patch needs about a hundred planes. To take them anew for every patch costs more than a blur.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Judges a patch.
pub(super) fn judge<S: Source>(source: &S, place: &Place, setting: &Setting) -> Judged {
    let width = place.columns.len();
    let pixels = width * place.rows.len();
    let mut judged = Judged {
        cells: Vec::with_capacity(setting.backdrops.len()),
        significance: Plane { values: vec![0; pixels], width },
        errors: vec![0; pixels],
        rows: vec![false; place.rows.len()],
    };
    SCRATCH.with_borrow_mut(|scratch| {
        for backdrop in &setting.backdrops {
            judge_over(source, place, setting, *backdrop, scratch, &mut judged);
        }
    });
    judged
}

fn judge_over<S: Source>(
    source: &S,
    place: &Place,
    setting: &Setting,
    backdrop: Backdrop,
    scratch: &mut Scratch,
    judged: &mut Judged,
) {
    let Scratch { colors, fine, middle, wide, scales, distances, errors } = scratch;
    let (width, height) = (place.columns.len(), place.rows.len());
    for scale in &mut *scales {
        scale.shape(width, height);
    }
    // Whole segments are looked at.
    let columns = (width.next_multiple_of(SEGMENT)) as u32 + SLACK;
    let place =
        &Place { columns: place.columns.start..place.columns.start + columns, rows: place.rows.clone() };
    gather(place, source.frame(), backdrop, |y| source.before(y), &mut colors[0]);
    gather(place, source.frame(), backdrop, |y| source.after(y), &mut colors[1]);
    let edges = Edges::new(place, source.frame());
    let threshold = |scale: &Scale| setting.noise.threshold(scale);

    for (side, colors) in colors.iter().enumerate() {
        for (channel, color) in colors.iter().enumerate() {
            let [fine, middle] = [&mut fine[side], &mut middle[side]].map(|channels| channels.plane(channel));
            blur::fine_and_middle(color, (HALO - MARGIN - 2) as usize, fine, middle);
            let wide = wide[side].plane(channel);
            blur::wide(color, (HALO - MARGIN - 8) as usize, wide);
            edges.hold(fine);
            edges.hold(middle);
            edges.hold(wide);
        }
    }
    let any = [
        significance(&fine[0], &fine[1], threshold(&FINE), &mut distances[0], &mut scales[0]),
        significance(&middle[0], &middle[1], threshold(&MIDDLE), &mut distances[1], &mut scales[1]),
        significance(&wide[0], &wide[1], threshold(&WIDE), &mut distances[2], &mut scales[2]),
    ];

    if any.contains(&true) {
        keep_highest(scales, fine, errors, setting.least, judged);
    }
    judged.cells.push([0, 1, 2].map(|index| {
        let scale = &SCALES[index];
        let side = scale.window as usize / 2;
        if any[index] {
            cells(&scales[index], side, setting.noise.rank(scale))
        } else {
            vec![Cell::new(); width.div_ceil(side) * height.div_ceil(side)]
        }
    }));
}

/// Keeps the highest significance of the scales, and the error of what is more than faint.
fn keep_highest(
    scales: &[Plane<u32>; 3],
    fine: &[Channels<u16>; 2],
    distances: &mut Distances,
    least: u32,
    judged: &mut Judged,
) {
    let width = judged.significance.width;
    // `(highest << 16) / least > FAINT`, without a division for what is fainter.
    let faint = (u64::from(error_map::FAINT) + 1) * u64::from(least);
    let mut all = vec![0; width];
    for y in 0..judged.significance.height() {
        let [a, b, c] = scales.each_ref().map(|scale| scale.row(y));
        if !highest(a, b, c, &mut all) {
            continue;
        }
        judged.rows[y] = true;
        let errors = &mut judged.errors[y * width..(y + 1) * width];
        let known = judged.significance.row_mut(y).iter_mut();
        for (x, ((highest, known), error)) in all.iter().zip(known).zip(errors).enumerate() {
            *known = (*highest).max(*known);
            if u64::from(*highest) << 16 >= faint {
                let over_threshold = (u64::from(*highest) << 16) / u64::from(least);
                let distance = distances.of(fine[0].color(x, y), fine[1].color(x, y));
                let over_threshold = over_threshold.min(u64::from(u32::MAX)) as u32;
                *error = error_map::error(over_threshold, distance).max(*error);
            }
        }
    }
}

widest! {
    /// The highest of three values, column by column; tells whether any is above 0.
    fn highest(a: &[u32], b: &[u32], c: &[u32], out: &mut [u32]) -> bool {
        let mut any = 0;
        for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
            *out = (*a).max(*b).max(*c);
            any |= *out;
        }
        any != 0
    }
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
    planes: &mut [Plane<u8>; 3],
) {
    let width = place.columns.len() + 2 * HALO as usize;
    let height = place.rows.len() + 2 * HALO as usize;
    for plane in &mut *planes {
        plane.shape(width, height);
    }
    let inside = place.columns.start.saturating_sub(HALO)..(place.columns.end + HALO).min(frame.width);
    let left = (inside.start + HALO - place.columns.start) as usize;
    let right = left + inside.len();
    for index in 0..height {
        let y = (place.rows.start + index as u32).saturating_sub(HALO).min(frame.height - 1);
        let row = backdrop.row(&row(y)[inside.start as usize * 4..inside.end as usize * 4]);
        let [red, green, blue] = planes.each_mut().map(|plane| plane.row_mut(index));
        split(&row, &mut red[left..right], &mut green[left..right], &mut blue[left..right]);
        for out in [red, green, blue] {
            let (first, last) = (out[left], out[right - 1]);
            out[..left].fill(first);
            out[right..].fill(last);
        }
    }
}

widest! {
    /// Takes pixels of four bytes apart.
    fn split(row: &[u8], red: &mut [u8], green: &mut [u8], blue: &mut [u8]) -> () {
        let (pixels, _) = row.as_chunks::<4>();
        for (((pixel, red), green), blue) in pixels.iter().zip(red).zip(green).zip(blue) {
            [*red, *green, *blue] = [pixel[0], pixel[1], pixel[2]];
        }
    }
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
