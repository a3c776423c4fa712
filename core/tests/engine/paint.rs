//! What is painted on a page, and what changes on it.

use std::ops::Range;

use proptest::prelude::*;

use super::pages::Page;

/// A rectangle of a page whose size is not known yet: left, top, width and height in thousandths of what there is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Area {
    pub(crate) const ALL: Self = Self { left: 0, top: 0, width: 1000, height: 1000 };

    fn columns(self, page: &Page) -> Range<u32> {
        part(page.width, self.left, self.width)
    }

    fn rows(self, page: &Page) -> Range<u32> {
        part(page.height, self.top, self.height)
    }

    fn each(self, page: &Page) -> impl Iterator<Item = (u32, u32)> + use<> {
        let (columns, rows) = (self.columns(page), self.rows(page));
        rows.flat_map(move |y| columns.clone().map(move |x| (x, y)))
    }
}

/// At least one of `whole` pixels.
fn part(whole: u32, start: u32, length: u32) -> Range<u32> {
    let start = (whole * start / 1000).min(whole - 1);
    start..(start + 1 + (whole - start - 1) * length / 1000)
}

/// One step of painting or changing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    Fill(Area, [u8; 4]),
    /// Strokes in lines, with soft edges.
    Text(Area, [u8; 4], u32),
    /// From left to right.
    Gradient(Area, [u8; 4], [u8; 4]),
    /// Up to so many levels on every channel but alpha.
    Noise(Area, u8, u32),
    Opacity(Area, u8),
    /// So many levels on every channel but alpha.
    Tint(Area, i8),
    /// What is in the area comes from so many pixels to the left and above.
    Shift(Area, (i32, i32)),
    /// So many percent of the pixel to the left.
    Soften(Area, u32),
    /// The color of the area's first pixel everywhere.
    Erase(Area),
    /// So many columns and rows more or less.
    Resize(i32, i32),
}

impl Edit {
    pub(crate) fn apply(self, page: &mut Page) {
        let old = page.clone();
        match self {
            Self::Fill(area, color) => area.each(&old).for_each(|(x, y)| page.set(x, y, color)),
            Self::Text(area, ink, seed) => text(page, area, ink, seed),
            Self::Gradient(area, left, right) => {
                let columns = area.columns(&old);
                for (x, y) in area.each(&old) {
                    let percent = (x - columns.start) * 100 / (columns.end - columns.start);
                    page.set(x, y, mix(left, right, percent));
                }
            }
            Self::Noise(area, most, seed) => {
                for (x, y) in area.each(&old) {
                    let spread = 2 * i32::from(most) + 1;
                    let levels = (random(seed, x, y) % spread as u32) as i32 - i32::from(most);
                    page.set(x, y, tint(old.at(x, y), levels));
                }
            }
            Self::Opacity(area, alpha) => {
                for (x, y) in area.each(&old) {
                    let [r, g, b, _] = old.at(x, y);
                    page.set(x, y, [r, g, b, alpha]);
                }
            }
            Self::Tint(area, levels) => {
                area.each(&old).for_each(|(x, y)| page.set(x, y, tint(old.at(x, y), levels.into())));
            }
            Self::Shift(area, (dx, dy)) => {
                for (x, y) in area.each(&old) {
                    let from = |to: u32, way: i32, side: u32| (to as i32 - way).clamp(0, side as i32 - 1);
                    let (x0, y0) = (from(x, dx, old.width), from(y, dy, old.height));
                    page.set(x, y, old.at(x0 as u32, y0 as u32));
                }
            }
            Self::Soften(area, percent) => {
                for (x, y) in area.each(&old).filter(|(x, _)| *x > 0) {
                    page.set(x, y, mix(old.at(x, y), old.at(x - 1, y), percent));
                }
            }
            Self::Erase(area) => {
                let first = old.at(area.columns(&old).start, area.rows(&old).start);
                area.each(&old).for_each(|(x, y)| page.set(x, y, first));
            }
            Self::Resize(columns, rows) => {
                let side = |side: u32, more: i32| (side as i32 + more).max(1) as u32;
                *page = Page::new(side(old.width, columns), side(old.height, rows), old.at(0, 0));
                for (x, y) in Area::ALL.each(page).filter(|(x, y)| old.has(*x, *y)) {
                    page.set(x, y, old.at(x, y));
                }
            }
        }
    }
}

/// Letters of 5x7 pixels, each two strokes up or across at random, with a half-tone pixel beside every stroke.
fn text(page: &mut Page, area: Area, ink: [u8; 4], seed: u32) {
    let (columns, rows) = (area.columns(page), area.rows(page));
    for (x, y) in area.each(&page.clone()) {
        let (across, down) = (x - columns.start, y - rows.start);
        let letter = random(seed, across / 6, down / 10);
        let (across, down) = (across % 6, down % 10);
        if across == 5 || down >= 7 {
            continue;
        }
        let (stem, bar) = (letter % 5, letter / 5 % 7);
        let percent = if across == stem || down == bar { 100 } else { 50 * u32::from(across == stem + 1) };
        page.set(x, y, mix(page.at(x, y), ink, percent));
    }
}

fn mix(from: [u8; 4], to: [u8; 4], percent: u32) -> [u8; 4] {
    std::array::from_fn(|i| ((u32::from(from[i]) * (100 - percent) + u32::from(to[i]) * percent) / 100) as u8)
}

fn tint([r, g, b, a]: [u8; 4], levels: i32) -> [u8; 4] {
    let [r, g, b] = [r, g, b].map(|channel| (i32::from(channel) + levels).clamp(0, 255) as u8);
    [r, g, b, a]
}

/// A number that depends on the place alone.
fn random(seed: u32, x: u32, y: u32) -> u32 {
    let mut state = seed ^ x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca6b);
    for _ in 0..2 {
        state = (state ^ (state >> 15)).wrapping_mul(0x2c1b_3c6d);
        state = (state ^ (state >> 12)).wrapping_mul(0x297a_2d39);
    }
    state ^ (state >> 15)
}

/// The size of a word, a button, a picture on a page.
pub(crate) fn small_area() -> impl Strategy<Value = Area> {
    (0u32..=900, 0u32..=900, 20u32..=300, 20u32..=300).prop_map(|(left, top, width, height)| Area {
        left,
        top,
        width,
        height,
    })
}

fn area() -> impl Strategy<Value = Area> {
    let any = || 0u32..=1000;
    let sides = prop_oneof![
        4 => (any(), any()),
        // A pixel, lines one pixel wide, and small things.
        1 => (Just(0), Just(0)),
        1 => (Just(0), any()),
        1 => (any(), Just(0)),
        1 => (0u32..=150, 0u32..=150),
    ];
    prop_oneof![
        1 => Just(Area::ALL),
        8 => (any(), any(), sides).prop_map(|(left, top, (width, height))| Area { left, top, width, height }),
    ]
}

fn color() -> impl Strategy<Value = [u8; 4]> {
    prop_oneof![
        3 => any::<u8>().prop_map(|grey| [grey, grey, grey, 255]),
        3 => any::<[u8; 3]>().prop_map(|[r, g, b]| [r, g, b, 255]),
        1 => (235u8..=255).prop_map(|light| [light, light, 255, 255]),
        1 => any::<[u8; 4]>(),
    ]
}

/// What a page is painted with.
pub(crate) fn mark() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (area(), color()).prop_map(|(area, color)| Edit::Fill(area, color)),
        4 => (prop_oneof![Just(Area::ALL), area()], color(), any::<u32>())
            .prop_map(|(area, ink, seed)| Edit::Text(area, ink, seed)),
        2 => (area(), color(), color()).prop_map(|(area, left, right)| Edit::Gradient(area, left, right)),
        1 => (area(), 1u8..=60, any::<u32>()).prop_map(|(area, most, seed)| Edit::Noise(area, most, seed)),
        1 => (area(), any::<u8>()).prop_map(|(area, alpha)| Edit::Opacity(area, alpha)),
    ]
}

/// A page of another size.
pub(crate) fn resize() -> impl Strategy<Value = Edit> {
    (-20i32..=20, -20i32..=20).prop_map(|(columns, rows)| Edit::Resize(columns, rows))
}

/// What happens to a page.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let everywhere = || prop_oneof![1 => Just(Area::ALL), 1 => area()];
    let noise = prop_oneof![Just(1u8), 2u8..=6, Just(30u8)];
    prop_oneof![
        6 => mark(),
        3 => (everywhere(), noise, any::<u32>()).prop_map(|(area, most, seed)| Edit::Noise(area, most, seed)),
        2 => (area(), -30i8..=30).prop_map(|(area, levels)| Edit::Tint(area, levels)),
        3 => (everywhere(), (-3i32..=3, -3i32..=3)).prop_map(|(area, way)| Edit::Shift(area, way)),
        3 => (everywhere(), 0u32..=100).prop_map(|(area, percent)| Edit::Soften(area, percent)),
        2 => area().prop_map(Edit::Erase),
        2 => resize(),
    ]
}
