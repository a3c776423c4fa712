//! Small pages and what may happen to them, as proptest strategies.
//!
//! The engine's own tests and the oracle of `perceptual` draw from the same pairs.

use proptest::prelude::*;

use super::paint::{Area, Edit, edit, mark, resize, small_area};

/// RGBA8 pixels, row by row.
#[derive(Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<[u8; 4]>,
}

impl Page {
    pub(crate) fn new(width: u32, height: u32, color: [u8; 4]) -> Self {
        Self { width, height, pixels: vec![color; width as usize * height as usize] }
    }

    pub(crate) fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.pixels[(y * self.width + x) as usize]
    }

    pub(crate) fn set(&mut self, x: u32, y: u32, color: [u8; 4]) {
        self.pixels[(y * self.width + x) as usize] = color;
    }

    pub(crate) fn has(&self, x: u32, y: u32) -> bool {
        x < self.width && y < self.height
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }
}

/// A pair of pages, as what was painted on the one and what was done to it.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    size: (u32, u32),
    ground: [u8; 4],
    marks: Vec<Edit>,
    edits: Vec<Edit>,
}

impl Pair {
    /// The page before and the page after.
    pub(crate) fn pages(&self) -> (Page, Page) {
        let mut before = Page::new(self.size.0, self.size.1, self.ground);
        self.marks.iter().for_each(|mark| mark.apply(&mut before));
        let mut after = before.clone();
        self.edits.iter().for_each(|edit| edit.apply(&mut after));
        (before, after)
    }
}

/// Pairs of any kind.
pub(crate) fn pair() -> impl Strategy<Value = Pair> {
    pair_with(size(), prop::collection::vec(edit(), 1..5))
}

/// Pairs in which the page, or some areas of it, moved by one pixel, and perhaps something else happened.
pub(crate) fn moved() -> impl Strategy<Value = Pair> {
    let way = || (-1i32..=1, -1i32..=1);
    let whole = way().prop_map(|way| vec![Edit::Shift(Area::ALL, way)]);
    let parts = prop::collection::vec((small_area(), way()), 1..5)
        .prop_map(|parts| parts.into_iter().map(|(area, way)| Edit::Shift(area, way)).collect());
    let shifts = prop_oneof![whole, parts];
    let more = prop_oneof![4 => Just(None), 1 => edit().prop_map(Some), 1 => resize().prop_map(Some)];
    let size = prop_oneof![2 => size(), 1 => large()];
    pair_with(size, (shifts, more).prop_map(|(shifts, more)| shifts.into_iter().chain(more).collect()))
}

/// Pairs of which the second is the first with `edits`.
fn pair_with(
    size: impl Strategy<Value = (u32, u32)>,
    edits: impl Strategy<Value = Vec<Edit>>,
) -> impl Strategy<Value = Pair> {
    let ground = prop_oneof![
        4 => Just([255; 4]),
        2 => Just([246, 246, 248, 255]),
        1 => Just([18, 18, 20, 255]),
        1 => any::<[u8; 4]>(),
    ];
    (size, ground, prop::collection::vec(mark(), 1..6), edits).prop_map(|(size, ground, marks, edits)| Pair {
        size,
        ground,
        marks,
        edits,
    })
}

/// Sizes below, at and above those of tiles and windows.
fn size() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        2 => (1u32..=9, 1u32..=9),
        1 => (Just(1u32), 1u32..=90),
        1 => (1u32..=90, Just(1u32)),
        8 => (10u32..=90, 10u32..=90),
        4 => (56u32..=90, 56u32..=90),
        1 => large(),
    ]
}

/// Sizes of several windows, in both directions or in one.
fn large() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        2 => (91u32..=200, 60u32..=150),
        1 => (200u32..=700, 1u32..=40),
        1 => (1u32..=40, 200u32..=700),
    ]
}

/// Up to three rectangles as `x, y, width, height`, some beyond the page.
pub(crate) fn rectangles() -> impl Strategy<Value = Vec<[u32; 4]>> {
    let rectangle = [0u32..100, 0u32..100, 0u32..60, 0u32..60];
    prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec(rectangle, 1..4),
    ]
}
