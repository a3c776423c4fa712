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

    /// The colour of a place, in blurred units.
    fn color(&self, x: usize, y: usize) -> [u32; 3] {
        let margin = MARGIN as usize;
        [0, 1, 2].map(|channel| self.planes[channel].row(y + margin)[x + margin].into())
    }

    /// The OKLab colour of a place.
    pub(super) fn lab(&self, x: usize, y: usize) -> Lab {
        lab(self.color(x, y).map(|value| self.code(value)))
    }

    /// A blurred value as an sRGB code in Q16.
    fn code(&self, value: u32) -> u32 {
        ((u64::from(value) * ((1 << 36) / u64::from(self.scale.unit))) >> 20) as u32
    }

    /// The distance of a colour to the box around a place, Q30.
    fn distance(&self, color: [u32; 3], x: usize, y: usize) -> u64 {
        let edge = MARGIN as usize - 1;
        let mut nearest = color;
        for (channel, value) in nearest.iter_mut().enumerate() {
            let low: u32 = self.boxes[channel].low.row(y + edge)[x + edge].into();
            let high: u32 = self.boxes[channel].high.row(y + edge)[x + edge].into();
            *value = (*value).clamp(low.saturating_sub(self.scale.dead_zone), high + self.scale.dead_zone);
        }
        if nearest == color {
            return 0;
        }
        hyab(lab(color.map(|value| self.code(value))), lab(nearest.map(|value| self.code(value))))
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
    let scale = before.scale;
    let width = before.planes[0].width - 2 * MARGIN as usize;
    let height = before.planes[0].height() - 2 * MARGIN as usize;
    out.values.clear();
    out.shape(width, height);
    let (mut before_out, mut after_out) = (vec![false; width], vec![false; width]);
    let mut contrasts = vec![0; width];
    let full = 255 * u64::from(scale.unit);
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
        let row = out.row_mut(y);
        for x in (0..width).filter(|x| judged[*x]) {
            let (p, q) = (before.color(x, y), after.color(x, y));
            let (p, q) = (after.distance(p, x, y), before.distance(q, x, y));
            let distance = if scale.both { p.min(q) } else { p.max(q) };
            let hidden = u64::from(scale.floor) * full + u64::from(scale.masking) * u64::from(contrasts[x]);
            let visible = (distance >> 6) * (100 * full) / hidden;
            row[x] = ((visible << 16) / threshold).min(u64::from(u32::MAX)) as u32;
        }
    }
}
