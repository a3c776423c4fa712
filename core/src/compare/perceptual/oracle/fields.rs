//! What every pixel of the frame comes to.

use super::super::error_map::error;
use super::super::oklab::{Lab, hyab, lab};
use super::super::scales::{FINE, MIDDLE, Noise, Scale, WIDE};
use super::grid::Grid;
use super::windows::window_scores;
use super::{Common, ONE};

/// The weights of the three blurs.
const KERNELS: [(Scale, &[u32]); 3] = [
    (FINE, &[1, 2, 1]),
    (MIDDLE, &[1, 4, 6, 4, 1]),
    (WIDE, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
];

/// The frame, over all backdrops and scales.
pub(super) struct Judged {
    /// The highest significance of each pixel, Q16.
    pub(super) highest: Grid<u32>,
    /// The highest score of any window that holds the pixel, Q16.
    pub(super) window: Grid<u32>,
    pub(super) error: Grid<u16>,
}

impl Judged {
    pub(super) fn new(common: &Common, inset: i32, noise: Noise, least: u32) -> Self {
        let (width, height) = (common.before.width - 2 * inset, common.before.height - 2 * inset);
        let mut all = Self {
            highest: Grid::new(width, height, |_, _| 0),
            window: Grid::new(width, height, |_, _| 0),
            error: Grid::new(width, height, |_, _| 0),
        };
        for backdrop in &common.backdrops {
            let [p, q] = common.over(*backdrop, inset);
            let mut highest = Grid::new(width, height, |_, _| 0);
            for (scale, kernel) in KERNELS {
                let significance = significance(&blur(&p, kernel), &blur(&q, kernel), &scale, noise);
                highest.raise(&significance);
                all.window.raise(&window_scores(&significance, scale.window as i32, noise.rank(&scale)));
            }
            let (p, q) = (blur(&p, KERNELS[0].1), blur(&q, KERNELS[0].1));
            all.error.raise(&Grid::new(width, height, |x, y| {
                let over_threshold = u64::from(highest.at(x, y)) * u64::from(ONE) / u64::from(least);
                let distance = hyab(color(p.at(x, y), FINE.unit), color(q.at(x, y), FINE.unit));
                error(over_threshold.min(u64::from(u32::MAX)) as u32, distance)
            }));
            all.highest.raise(&highest);
        }
        all
    }
}

/// The weighted sums across and then down, the picture going on beyond its edges as it ends there.
fn blur(picture: &Grid<[u8; 3]>, kernel: &[u32]) -> Grid<[u32; 3]> {
    let radius = kernel.len() as i32 / 2;
    let sum = |value: &dyn Fn(i32) -> [u32; 3]| {
        (-radius..).zip(kernel).fold([0; 3], |sum: [u32; 3], (offset, weight)| {
            let value = value(offset);
            [0, 1, 2].map(|channel| sum[channel] + weight * value[channel])
        })
    };
    let across = Grid::new(picture.width, picture.height, |x, y| {
        sum(&|offset| picture.clamped(x + offset, y).map(u32::from))
    });
    Grid::new(picture.width, picture.height, |x, y| sum(&|offset| across.clamped(x, y + offset)))
}

/// How far each pixel leaves the colours around it in the other picture, over the threshold of the scale, Q16.
fn significance(p: &Grid<[u32; 3]>, q: &Grid<[u32; 3]>, scale: &Scale, noise: Noise) -> Grid<u32> {
    let full = 255 * u64::from(scale.unit);
    Grid::new(p.width, p.height, |x, y| {
        let p_leaves = distance_to_box(p, q, x, y, scale);
        let q_leaves = distance_to_box(q, p, x, y, scale);
        let distance = if scale.both { p_leaves.min(q_leaves) } else { p_leaves.max(q_leaves) };
        if distance == 0 {
            return 0;
        }
        // r / (floor + masking · C): C is a share of `full`, the constants are hundredths.
        let hidden = u64::from(scale.floor) * full + u64::from(scale.masking) * contrast(p, q, x, y);
        let visible = (distance >> 6) * 100 * full / hidden;
        ((visible << 16) / noise.threshold(scale)).min(u64::from(u32::MAX)) as u32
    })
}

/// The distance of a pixel of `picture` to the colour box of the 3x3 pixels of `other`, Q30.
fn distance_to_box(picture: &Grid<[u32; 3]>, other: &Grid<[u32; 3]>, x: i32, y: i32, scale: &Scale) -> u64 {
    let own = picture.at(x, y);
    let nearest = [0, 1, 2].map(|channel| {
        let (low, high) = range(&[other], x, y, 1, channel);
        own[channel].max(low.saturating_sub(scale.dead_zone)).min(high + scale.dead_zone)
    });
    if nearest == own { 0 } else { hyab(color(own, scale.unit), color(nearest, scale.unit)) }
}

/// The widest range of a channel within 7x7 pixels of both pictures.
fn contrast(p: &Grid<[u32; 3]>, q: &Grid<[u32; 3]>, x: i32, y: i32) -> u64 {
    let range = |channel: usize| {
        let (low, high) = range(&[p, q], x, y, 3, channel);
        u64::from(high - low)
    };
    range(0).max(range(1)).max(range(2))
}

fn range(pictures: &[&Grid<[u32; 3]>], x: i32, y: i32, radius: i32, channel: usize) -> (u32, u32) {
    pictures
        .iter()
        .flat_map(|picture| picture.around(x, y, radius))
        .map(|color| color[channel])
        .fold((u32::MAX, 0), |(low, high), value| (low.min(value), high.max(value)))
}

/// A blurred colour in OKLab; the reciprocal of the unit is cut to 36 bits.
fn color(blurred: [u32; 3], unit: u32) -> Lab {
    lab(blurred.map(|value| ((u64::from(value) * ((1 << 36) / u64::from(unit))) >> 20) as u32))
}
