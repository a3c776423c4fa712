//! How significant a pixel is on one scale: by how much it leaves the colours of the other picture's neighbourhood.
//!
//! Anti-aliasing, hinting and sub-pixel positions move ink by less than a pixel and keep its amount, so a blurred pixel
//! stays within the colour box of the other picture's 3x3 neighbourhood. What leaves the box is measured in OKLab from
//! the nearest colour of the box, and divided by what the contrast around it hides.

use super::blur::Plane;
use super::boxes::{Boxes, Value};
use super::oklab::{Lab, hyab, lab};
use super::scales::{MARGIN, Scale};
use crate::compare::simd::widest;

/// A blurred channel.
pub(super) trait Level: Value + Into<u32> {
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

/// The three channels of one picture on one scale, with [`MARGIN`] pixels around the place that is judged.
#[derive(Debug)]
pub(super) struct Channels<T> {
    planes: [Plane<T>; 3],
    boxes: [Boxes<T>; 3],
    scale: Scale,
}

impl<T: Level> Channels<T> {
    /// Channels of no place yet.
    pub(super) fn new(scale: Scale) -> Self {
        let planes = [(); 3].map(|()| Plane::default());
        let boxes = [(); 3].map(|()| Boxes::default());
        Self { planes, boxes, scale }
    }

    /// Becomes those of a place: `blur` fills the plane of a channel.
    pub(super) fn fill(&mut self, blur: impl Fn(usize, &mut Plane<T>)) {
        for (channel, (plane, boxes)) in self.planes.iter_mut().zip(&mut self.boxes).enumerate() {
            blur(channel, plane);
            boxes.fill(plane);
        }
    }

    /// What is needed to judge the places of row `y`.
    #[inline(always)]
    fn line(&self, y: usize) -> Line<'_, T> {
        let (margin, edge) = (MARGIN as usize, MARGIN as usize - 1);
        Line {
            colors: self.planes.each_ref().map(|plane| &plane.row(y + margin)[margin..]),
            low: self.boxes.each_ref().map(|boxes| &boxes.low.row(y + edge)[edge..]),
            high: self.boxes.each_ref().map(|boxes| &boxes.high.row(y + edge)[edge..]),
        }
    }

    /// The colour of a place, in blurred units.
    pub(super) fn color(&self, x: usize, y: usize) -> [u32; 3] {
        let margin = MARGIN as usize;
        [0, 1, 2].map(|channel| self.planes[channel].row(y + margin)[x + margin].into())
    }

    /// The OKLab colour of blurred units.
    pub(super) fn lab(&self, color: [u32; 3]) -> Lab {
        self.scale.lab(color)
    }
}

impl Scale {
    /// The OKLab colour of blurred values.
    #[inline(always)]
    fn lab(&self, color: [u32; 3]) -> Lab {
        // A blurred value as an sRGB code in Q16.
        let to_code = (1 << 36) / u64::from(self.unit);
        let [red, green, blue] = color;
        let code = |value: u32| ((u64::from(value) * to_code) >> 20) as u32;
        lab([code(red), code(green), code(blue)])
    }
}

/// One row of the colours of a picture, and the boxes around them.
struct Line<'a, T> {
    colors: [&'a [T]; 3],
    low: [&'a [T]; 3],
    high: [&'a [T]; 3],
}

impl<T: Level> Line<'_, T> {
    /// The colour of a place, in blurred units.
    #[inline(always)]
    fn color(&self, x: usize) -> [u32; 3] {
        let [red, green, blue] = self.colors;
        [red[x].into(), green[x].into(), blue[x].into()]
    }

    /// The colour of the box around a place that is nearest to `color`.
    #[inline(always)]
    fn nearest(&self, color: [u32; 3], x: usize, dead_zone: u32) -> [u32; 3] {
        [
            self.held(0, color, x, dead_zone),
            self.held(1, color, x, dead_zone),
            self.held(2, color, x, dead_zone),
        ]
    }

    /// One channel of that.
    #[inline(always)]
    fn held(&self, channel: usize, color: [u32; 3], x: usize, dead_zone: u32) -> u32 {
        let (low, high): (u32, u32) = (self.low[channel][x].into(), self.high[channel][x].into());
        color[channel].max(low.saturating_sub(dead_zone)).min(high + dead_zone)
    }
}

/// The last distance that was asked for: much of a page is flat, and there it is asked for again.
#[derive(Default)]
struct Known {
    color: [u32; 3],
    nearest: [u32; 3],
    distance: u64,
}

impl Known {
    /// The distance of two colours, Q30.
    #[inline(always)]
    fn of(&mut self, scale: &Scale, color: [u32; 3], nearest: [u32; 3]) -> u64 {
        if color == nearest {
            return 0;
        }
        if self.color != color || self.nearest != nearest {
            *self = Self { color, nearest, distance: hyab(scale.lab(color), scale.lab(nearest)) };
        }
        self.distance
    }
}

widest! {
    /// Marks the places of row `y` where `values` leaves the boxes of `other`.
    fn mark_outside<T: Level>(other: &Channels<T>, values: &Channels<T>, y: usize, outside: &mut [bool]) -> () {
        let (margin, edge) = (MARGIN as usize, MARGIN as usize - 1);
        let dead_zone = T::from_u32(other.scale.dead_zone);
        outside.fill(false);
        for channel in 0..3 {
            let values = &values.planes[channel].row(y + margin)[margin..];
            let low = &other.boxes[channel].low.row(y + edge)[edge..];
            let high = &other.boxes[channel].high.row(y + edge)[edge..];
            for (((outside, value), low), high) in outside.iter_mut().zip(values).zip(low).zip(high) {
                *outside |= (value.above(*high) > dead_zone) | (low.above(*value) > dead_zone);
            }
        }
    }
}

widest! {
    /// For every place of row `y` the widest range of a channel in its 7x7 surroundings, over both pictures: boxes two
    /// pixels apart cover them.
    fn contrast<T: Level>(before: &Channels<T>, after: &Channels<T>, y: usize, out: &mut [u32]) -> () {
        let width = out.len();
        let (mut low, mut high) = (vec![T::default(); width + 4], vec![T::default(); width + 4]);
        out.fill(0);
        for channel in 0..3 {
            let pictures = [&before.boxes[channel], &after.boxes[channel]];
            low.copy_from_slice(pictures[0].low.row(y));
            high.copy_from_slice(pictures[0].high.row(y));
            for (picture, y) in [(0, y + 2), (0, y + 4), (1, y), (1, y + 2), (1, y + 4)] {
                let boxes = pictures[picture];
                low.iter_mut().zip(boxes.low.row(y)).for_each(|(low, value)| *low = (*low).min(*value));
                high.iter_mut().zip(boxes.high.row(y)).for_each(|(high, value)| *high = (*high).max(*value));
            }
            let lows = low.iter().zip(&low[2..]).zip(&low[4..]);
            let highs = high.iter().zip(&high[2..]).zip(&high[4..]);
            for ((out, ((a, b), c)), ((d, e), f)) in out.iter_mut().zip(lows).zip(highs) {
                let range: u32 = d.max(e).max(f).above(*a.min(b).min(c)).into();
                *out = range.max(*out);
            }
        }
    }
}

/// The significance of every place, Q16: 1 is the threshold of the scale, given in Q24.
pub(super) fn significance<T: Level>(
    before: &Channels<T>,
    after: &Channels<T>,
    threshold: u64,
    out: &mut Plane<u32>,
) {
    let scale = &before.scale;
    let width = before.planes[0].width - 2 * MARGIN as usize;
    let height = before.planes[0].height() - 2 * MARGIN as usize;
    out.values.clear();
    out.shape(width, height);
    let (mut before_out, mut after_out) = (vec![false; width], vec![false; width]);
    let mut contrasts = vec![0; width];
    for y in 0..height {
        mark_outside(after, before, y, &mut before_out);
        mark_outside(before, after, y, &mut after_out);
        for (before, after) in before_out.iter_mut().zip(&after_out) {
            *before = if scale.both { *before && *after } else { *before || *after };
        }
        let judged = &before_out;
        if !judged.contains(&true) {
            continue;
        }
        contrast(before, after, y, &mut contrasts);
        judge(before, after, y, judged, &contrasts, threshold, out.row_mut(y));
    }
}

widest! {
    /// The significance of those places of row `y` that are to be judged.
    fn judge<T: Level>(
        before: &Channels<T>, after: &Channels<T>, y: usize, judged: &[bool], contrasts: &[u32], threshold: u64,
        out: &mut [u32],
    ) -> () {
        let scale = &before.scale;
        let full = 255 * u64::from(scale.unit);
        let (before, after) = (before.line(y), after.line(y));
        let mut distances = [Known::default(), Known::default()];
        let mut last = (0, 0, 0);
        for (x, out) in out.iter_mut().enumerate().filter(|(x, _)| judged[*x]) {
            let (p, q) = (before.color(x), after.color(x));
            let one = distances[0].of(scale, p, after.nearest(p, x, scale.dead_zone));
            let other = distances[1].of(scale, q, before.nearest(q, x, scale.dead_zone));
            let distance = if scale.both { one.min(other) } else { one.max(other) };
            if (distance, contrasts[x]) != (last.0, last.1) {
                let hidden = u64::from(scale.floor) * full + u64::from(scale.masking) * u64::from(contrasts[x]);
                let visible = (distance >> 6) * (100 * full) / hidden;
                last = (distance, contrasts[x], ((visible << 16) / threshold).min(u64::from(u32::MAX)) as u32);
            }
            *out = last.2;
        }
    }
}
