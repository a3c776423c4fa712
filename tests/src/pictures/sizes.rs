//! Pairs of every awkward size: smaller than the tiles and windows of the metrics, one less and one more than a machine
//! word, a single row or column. The pixels after differ at the last column of the last row, and, where there is more
//! than one pixel, at the first of the first row.

use super::canvas::Canvas;
use crate::random::Random;

/// Width and height of the pairs.
const SIZES: [(u32, u32); 16] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 17),
    (17, 1),
    (2, 2),
    (3, 3),
    (7, 5),
    (8, 8),
    (9, 15),
    (16, 16),
    (17, 33),
    (63, 9),
    (64, 8),
    (65, 7),
    (65, 65),
];

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    SIZES.into_iter().flat_map(|(width, height)| pair(width, height)).collect()
}

fn pair(width: u32, height: u32) -> [(String, Vec<u8>); 2] {
    let mut random = Random::new(u64::from(width) << 32 | u64::from(height));
    // Middle tones, so that a change by 100 levels is possible both ways.
    let before = Canvas::from_fn(width, height, |_, _| {
        let level = 96 + random.below(64) as u8;
        [level, level, level, 255]
    });
    let changed = |x, y| before.at(x, y).map(|sample| if sample == 255 { 255 } else { sample - 90 });
    let after = before.clone().dot(0, 0, changed(0, 0));
    let (right, bottom) = (width - 1, height - 1);
    let after = after.dot(right, bottom, changed(right, bottom));
    [("before", before), ("after", after)]
        .map(|(side, canvas)| (format!("sizes/{width}x{height}-{side}.png"), canvas.png()))
}
