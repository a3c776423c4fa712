//! How significant a pixel is on one scale: by how much it leaves the colours of the other picture's neighbourhood.
//!
//! Anti-aliasing, hinting and sub-pixel positions move ink by less than a pixel and keep its amount, so a blurred pixel
//! stays within the colour box of the other picture's 3x3 neighbourhood. What leaves the box is measured in OKLab from
//! the nearest colour of the box, and divided by what the contrast around it hides.

use super::blur::Plane;
use super::boxes::{Boxes, Rows, SEGMENT, chunk, contrast};
use super::oklab::{Lab, hyab, lab};
use super::scales::{MARGIN, Scale};
use crate::compare::simd::widest;

/// A blurred channel.
pub(super) trait Level: Copy + Ord + Default + Into<u32> {
    /// How far it is above `low`, at least 0.
    fn above(self, low: Self) -> Self;
    /// From a number that fits.
    fn from_u32(value: u32) -> Self;
}

impl Level for u16 {
    #[inline(always)]
    fn above(self, low: Self) -> Self {
        self.saturating_sub(low)
    }
    #[inline(always)]
    fn from_u32(value: u32) -> Self {
        value as Self
    }
}

impl Level for u32 {
    #[inline(always)]
    fn above(self, low: Self) -> Self {
        self.saturating_sub(low)
    }
    #[inline(always)]
    fn from_u32(value: u32) -> Self {
        value
    }
}

/// The three channels of one picture on one scale, with [`MARGIN`] pixels around the place that is judged, and
/// [`SLACK`](super::boxes::SLACK) more columns at its right.
#[derive(Debug)]
pub(super) struct Channels<T> {
    planes: [Plane<T>; 3],
    scale: Scale,
}

impl<T: Level> Channels<T> {
    /// Channels of no place yet.
    pub(super) fn new(scale: Scale) -> Self {
        Self { planes: [(); 3].map(|()| Plane::default()), scale }
    }

    /// The plane of a channel, to be filled.
    pub(super) fn plane(&mut self, channel: usize) -> &mut Plane<T> {
        &mut self.planes[channel]
    }

    /// Rows of every channel, from `top` on, which counts those of the margin.
    #[inline(always)]
    fn rows<const N: usize>(&self, top: usize) -> Rows<'_, T, N> {
        let mut rows: Rows<'_, T, N> = [[&[]; N]; 3];
        for (rows, plane) in rows.iter_mut().zip(&self.planes) {
            for (row, y) in rows.iter_mut().zip(top..) {
                *row = plane.row(y);
            }
        }
        rows
    }

    /// The colour of a place, in blurred units.
    #[inline(always)]
    pub(super) fn color(&self, x: usize, y: usize) -> [u32; 3] {
        let margin = MARGIN as usize;
        let [red, green, blue] = &self.planes;
        let at = |plane: &Plane<T>| plane.row(y + margin)[x + margin].into();
        [at(red), at(green), at(blue)]
    }
}

impl Scale {
    /// The OKLab colour of blurred values.
    #[inline(always)]
    fn lab(&self, color: [u32; 3]) -> Lab {
        let [red, green, blue] = color;
        lab([self.code(red), self.code(green), self.code(blue)])
    }

    /// A blurred value as an sRGB code in Q16.
    #[inline(always)]
    fn code(&self, value: u32) -> u32 {
        ((u64::from(value) * self.to_code) >> 20) as u32
    }
}

/// The last distance that was asked for on a scale: much of a page is flat, and there it is asked for again. More of them
/// are not worth the search: where a page is not flat, colours are mostly new ones.
#[derive(Debug)]
pub(super) struct Distances {
    scale: Scale,
    /// The distance of two equal colours is 0, so that this is true from the beginning.
    colors: [[u32; 3]; 2],
    distance: u64,
}

impl Distances {
    pub(super) fn new(scale: Scale) -> Self {
        Self { scale, colors: [[0; 3]; 2], distance: 0 }
    }

    /// The distance of two colours in blurred units, Q30.
    #[inline(always)]
    pub(super) fn of(&mut self, color: [u32; 3], other: [u32; 3]) -> u64 {
        if color == other {
            return 0;
        }
        if self.colors != [color, other] {
            self.colors = [color, other];
            self.distance = hyab(self.scale.lab(color), self.scale.lab(other));
        }
        self.distance
    }
}

/// The significance of every place, Q16: 1 is the threshold of the scale, given in Q24. `out` has the shape of the place.
/// Tells whether any is above 0.
pub(super) fn significance<T: Level>(
    before: &Channels<T>,
    after: &Channels<T>,
    threshold: u64,
    distances: &mut [Distances; 2],
    out: &mut Plane<u32>,
) -> bool {
    out.values.fill(0);
    let mut any = false;
    for y in 0..out.height() {
        any |= row(before, after, y, threshold, distances, out.row_mut(y));
    }
    any
}

widest! {
    /// Judges the places of row `y`, a segment at a time. Tells whether any was to be judged.
    fn row<T: Level>(
        before: &Channels<T>, after: &Channels<T>, y: usize, threshold: u64, distances: &mut [Distances; 2], out: &mut [u32],
    ) -> bool {
        let mut any = false;
        let (margin, scale) = (MARGIN as usize, &before.scale);
        let dead_zone = T::from_u32(scale.dead_zone);
        let rows = [before.rows::<3>(y + margin - 1), after.rows::<3>(y + margin - 1)];
        let mut boxes = [Boxes::new(), Boxes::new()];
        // A distance, a contrast, and what the two come to.
        let mut last = (0, 0, 0);
        for (index, out) in out.chunks_mut(SEGMENT).enumerate() {
            let x = index * SEGMENT;
            // A pixel is inside its own box, so pixels that hardly differ are inside the other one's.
            if !any_above(&apart(&rows, x + margin), dead_zone) {
                continue;
            }
            boxes[0].fill(&rows[0], x + margin - 1);
            boxes[1].fill(&rows[1], x + margin - 1);
            let one = outside(&rows[0], &boxes[1], x + margin);
            let other = outside(&rows[1], &boxes[0], x + margin);
            let judged = combined(&one, &other, scale.both);
            if !any_above(&judged, dead_zone) {
                continue;
            }
            any = true;
            let mut contrasts = [T::default(); SEGMENT];
            contrast(&before.rows(y), &after.rows(y), x, &mut contrasts);
            for (place, out) in out.iter_mut().enumerate().filter(|(place, _)| judged[*place] > dead_zone) {
                let [p, q] = [color(&rows[0], x + margin + place), color(&rows[1], x + margin + place)];
                let one = distances[0].of(p, nearest(&boxes[1], p, place, scale.dead_zone));
                let other = distances[1].of(q, nearest(&boxes[0], q, place, scale.dead_zone));
                let distance = if scale.both { one.min(other) } else { one.max(other) };
                let contrast = contrasts[place].into();
                if (distance, contrast) != (last.0, last.1) {
                    let full = 255 * u64::from(scale.unit);
                    let hidden = u64::from(scale.floor) * full + u64::from(scale.masking) * u64::from(contrast);
                    let visible = (distance >> 6) * (100 * full) / hidden;
                    let significance = ((visible << 16) / threshold).min(u64::from(u32::MAX)) as u32;
                    last = (distance, contrast, significance);
                }
                *out = last.2;
            }
        }
        any
    }
}

/// Whether any value is above a bound.
#[inline(always)]
fn any_above<T: Level>(values: &[T; SEGMENT], bound: T) -> bool {
    let mut most = T::default();
    for value in values {
        most = most.max(*value);
    }
    most > bound
}

/// By how much the channel that differs most does, for every place of the segment at column `x`.
#[inline(always)]
fn apart<T: Level>(rows: &[Rows<'_, T, 3>; 2], x: usize) -> [T; SEGMENT] {
    let mut most = [T::default(); SEGMENT];
    for ([_, p, _], [_, q, _]) in rows[0].iter().zip(&rows[1]) {
        let (p, q): (&[T; SEGMENT], &[T; SEGMENT]) = (chunk(p, x), chunk(q, x));
        for ((most, p), q) in most.iter_mut().zip(p).zip(q) {
            *most = (*most).max(p.above(*q)).max(q.above(*p));
        }
    }
    most
}

/// How far the channel that is furthest outside its box is so, for every place of the segment at column `x`.
#[inline(always)]
fn outside<T: Level>(rows: &Rows<'_, T, 3>, boxes: &Boxes<T>, x: usize) -> [T; SEGMENT] {
    let mut most = [T::default(); SEGMENT];
    for (([_, row, _], low), high) in rows.iter().zip(&boxes.low).zip(&boxes.high) {
        let values: &[T; SEGMENT] = chunk(row, x);
        for (((most, value), low), high) in most.iter_mut().zip(values).zip(low).zip(high) {
            *most = (*most).max(value.above(*high)).max(low.above(*value));
        }
    }
    most
}

/// The lesser of two values where both pictures must leave the box, else the greater.
#[inline(always)]
fn combined<T: Level>(one: &[T; SEGMENT], other: &[T; SEGMENT], both: bool) -> [T; SEGMENT] {
    let mut combined = *one;
    for (combined, other) in combined.iter_mut().zip(other) {
        *combined = if both { (*combined).min(*other) } else { (*combined).max(*other) };
    }
    combined
}

/// The colour in column `x` of the middle one of three rows, in blurred units.
#[inline(always)]
fn color<T: Level>(rows: &Rows<'_, T, 3>, x: usize) -> [u32; 3] {
    let [[_, red, _], [_, green, _], [_, blue, _]] = rows;
    [red[x].into(), green[x].into(), blue[x].into()]
}

/// The colour of a box that is nearest to `color`.
#[inline(always)]
fn nearest<T: Level>(boxes: &Boxes<T>, color: [u32; 3], place: usize, dead_zone: u32) -> [u32; 3] {
    let mut nearest = color;
    for channel in 0..3 {
        let (low, high): (u32, u32) = (boxes.low[channel][place].into(), boxes.high[channel][place].into());
        nearest[channel] = color[channel].max(low.saturating_sub(dead_zone)).min(high + dead_zone);
    }
    nearest
}
