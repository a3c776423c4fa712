//! The metric written down plainly: whole pictures, one pixel after the other, constants as decimal fractions.

/// A whole picture.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) pixels: Vec<[u8; 4]>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) different: u64,
    pub(super) antialiased: u64,
}

/// Counts pixels of two pictures of one size.
pub(super) fn counts(before: &Whole, after: &Whole, most: i128, forgive: bool) -> Counts {
    let mut counts = Counts::default();
    for y in 0..before.height {
        for x in 0..before.width {
            let (p, q) = (before.at(x, y), after.at(x, y));
            if p == q || distance(p, q) <= most {
                continue;
            }
            if forgive && (on_slope(before, after, x, y) || on_slope(after, before, x, y)) {
                counts.antialiased += 1;
            } else {
                counts.different += 1;
            }
        }
    }
    counts
}

/// In units of 10^-8.
const YIQ: [[i128; 3]; 3] = [
    [29_889_531, 58_662_247, 11_448_223],
    [59_597_799, -27_417_610, -32_180_189],
    [21_147_017, -52_261_711, 31_114_694],
];
const WEIGHTS: [i128; 3] = [50_530_000, 29_900_000, 19_570_000];

/// A number in units of 10^-8 in units of 2^-12.
fn fixed(value: i128) -> i128 {
    value * 4096 / 100_000_000
}

/// The squared distance in units of 2^-12.
pub(super) fn distance(p: [u8; 4], q: [u8; 4]) -> i128 {
    let yiq = |[r, g, b, a]: [u8; 4]| {
        let sample = |value: u8| {
            let (value, alpha) = (i128::from(value), i128::from(a));
            255 * 4096 - (255 - value) * alpha * 4096 / 255
        };
        YIQ.map(|c| {
            (sample(r) * fixed(c[0]) + sample(g) * fixed(c[1]) + sample(b) * fixed(c[2])).div_euclid(4096)
        })
    };
    let (p, q) = (yiq(p), yiq(q));
    let sum: i128 = (0..3).map(|k| (p[k] - q[k]).pow(2) * fixed(WEIGHTS[k])).sum();
    sum / 4096 / 4096
}

impl Whole {
    pub(super) fn at(&self, x: i64, y: i64) -> [u8; 4] {
        self.pixels[(y * self.width + x) as usize]
    }

    /// Neighbours in reading order.
    fn around(&self, x: i64, y: i64) -> Vec<(i64, i64)> {
        let eight = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];
        let places = eight.map(|(dx, dy)| (x + dx, y + dy));
        places
            .into_iter()
            .filter(|(x, y)| (0..self.width).contains(x) && (0..self.height).contains(y))
            .collect()
    }

    /// Neighbours with the same bytes; a missing neighbour is one more, however many are missing.
    fn siblings(&self, x: i64, y: i64) -> usize {
        let around = self.around(x, y);
        let same = around.iter().filter(|(nx, ny)| self.at(*nx, *ny) == self.at(x, y)).count();
        same + usize::from(around.len() < 8)
    }
}

fn on_slope(picture: &Whole, other: &Whole, x: i64, y: i64) -> bool {
    if picture.siblings(x, y) >= 3 {
        return false;
    }
    let centre = picture.at(x, y);
    let around = picture.around(x, y);
    let extreme = |brighter: bool| {
        let mut found: Option<(i64, i64)> = None;
        for place in around.iter().copied().filter(|(nx, ny)| picture.at(*nx, *ny) != centre) {
            let limit = found.map_or(centre, |(fx, fy)| picture.at(fx, fy));
            let (low, high) = if brighter {
                (limit, picture.at(place.0, place.1))
            } else {
                (picture.at(place.0, place.1), limit)
            };
            if darker(low, high, centre) {
                found = Some(place);
            }
        }
        found
    };
    let (Some(brightest), Some(darkest)) = (extreme(true), extreme(false)) else { return false };
    [picture, other]
        .iter()
        .all(|picture| [brightest, darkest].iter().any(|(x, y)| picture.siblings(*x, *y) >= 3))
}

/// Whether `low` is darker than `high`: for opaque colours a question of integers, for others of their distances to
/// `centre` as the original rounds them.
fn darker(low: [u8; 4], high: [u8; 4], centre: [u8; 4]) -> bool {
    let exact = |color: [u8; 4]| (0..3).map(|c| i128::from(color[c]) * YIQ[0][c]).sum::<i128>();
    if [low, high, centre].iter().all(|color| color[3] == 255) {
        return exact(low) < exact(high);
    }
    let rounded = |[r, g, b, a]: [u8; 4]| {
        let over = |sample: u8| 255.0 + (f64::from(sample) - 255.0) * (f64::from(a) / 255.0);
        let [r, g, b] = [over(r), over(g), over(b)];
        r * 0.298_895_31 + g * 0.586_622_47 + b * 0.114_482_23
    };
    rounded(centre) - rounded(low) > rounded(centre) - rounded(high)
}
