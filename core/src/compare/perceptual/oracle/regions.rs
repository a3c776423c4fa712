//! Connected changes of the canvas.

use super::grid::Grid;
use crate::{Rect, Region};

/// What is known of a pixel of the canvas.
#[derive(Clone, Copy, Default)]
pub(super) struct Spot {
    pub(super) different: bool,
    pub(super) error: u16,
    /// The highest score of any window that holds it, Q16.
    pub(super) score: u32,
}

/// All pixels of the canvas and the regions they form.
pub(super) struct Canvas {
    spots: Grid<Spot>,
    /// 0 outside any region.
    labels: Grid<u32>,
    count: u32,
}

impl Canvas {
    pub(super) fn new(spots: Grid<Spot>) -> Self {
        let dilated =
            Grid::new(spots.width, spots.height, |x, y| spots.around(x, y, 6).any(|spot| spot.different));
        let (labels, count) = flood(&dilated);
        Self { spots, labels, count }
    }

    pub(super) fn label(&self, x: i32, y: i32) -> u32 {
        self.labels.at(x, y)
    }

    /// The regions with a score of at least `least`.
    pub(super) fn kept(&self, least: u32) -> Vec<u32> {
        (1..=self.count).filter(|label| self.pixels(*label).any(|(_, _, spot)| spot.score >= least)).collect()
    }

    /// The different pixels of a region.
    fn pixels(&self, label: u32) -> impl Iterator<Item = (i32, i32, Spot)> + '_ {
        self.dilated(label).filter(|(_, _, spot)| spot.different)
    }

    fn dilated(&self, label: u32) -> impl Iterator<Item = (i32, i32, Spot)> + '_ {
        let places = self.spots.places().filter(move |(x, y)| self.labels.at(*x, *y) == label);
        places.map(|(x, y)| (x, y, self.spots.at(x, y)))
    }

    /// The sum of the squared errors in its dilated area.
    pub(super) fn squares(&self, label: u32) -> u64 {
        self.dilated(label).map(|(_, _, spot)| u64::from(spot.error).pow(2)).sum()
    }

    pub(super) fn region(&self, label: u32) -> Region {
        let pixels: Vec<(i32, i32, Spot)> = self.pixels(label).collect();
        let (left, right) = ends(pixels.iter().map(|(x, _, _)| *x as u32));
        let (top, bottom) = ends(pixels.iter().map(|(_, y, _)| *y as u32));
        let errors = || pixels.iter().map(|(_, _, spot)| u64::from(spot.error));
        Region {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
            pixels: pixels.len() as u64,
            score: pixels.iter().map(|(_, _, spot)| spot.score).max().map(as_score),
            max_error: as_error(errors().max().unwrap_or(0) as f64),
            mean_error: as_error(errors().sum::<u64>() as f64 / pixels.len() as f64),
            moved: None,
        }
    }
}

/// The 8-connected components, numbered from 1, and how many there are.
pub(super) fn flood(set: &Grid<bool>) -> (Grid<u32>, u32) {
    let mut labels = Grid::new(set.width, set.height, |_, _| 0);
    let mut count = 0;
    for start in set.places() {
        let mut waiting = vec![start];
        let mut found = false;
        while let Some((x, y)) = waiting.pop() {
            if set.has(x, y) && set.at(x, y) && labels.at(x, y) == 0 {
                found = true;
                labels.set(x, y, count + 1);
                waiting.extend((0..9).map(|near| (x + near % 3 - 1, y + near / 3 - 1)));
            }
        }
        count += u32::from(found);
    }
    (labels, count)
}

/// The smallest rectangle around some regions.
pub(super) fn around<'r>(regions: impl Iterator<Item = &'r Region> + Clone) -> Option<Rect> {
    let (left, right) = ends(regions.clone().flat_map(|region| [region.x, region.x + region.width - 1]));
    let (top, bottom) = ends(regions.flat_map(|region| [region.y, region.y + region.height - 1]));
    (left < right).then(|| Rect::new(left, top, right - left, bottom - top))
}

/// The least value, and one more than the greatest.
fn ends(values: impl Iterator<Item = u32>) -> (u32, u32) {
    values.fold((u32::MAX, 0), |(low, high), value| (low.min(value), high.max(value + 1)))
}

pub(super) fn as_score(q16: u32) -> f64 {
    (f64::from(q16) / 65536.0).min(1000.0)
}

pub(super) fn as_error(value: f64) -> f64 {
    value / 65535.0
}
