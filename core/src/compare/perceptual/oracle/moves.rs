//! Clusters of changes that are exact translations by one pixel.

use super::Common;
use super::MOVED_ERROR;
use super::grid::Grid;
use super::noise::clearly_differ;
use super::regions::{around, as_error, flood};
use crate::{Move, Region};

/// Where something may have moved to; in reverse order, back again.
const WAYS: [(i32, i32); 8] = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];

/// The clearly different pixels of a cluster that went one way.
pub(super) struct MovedPixels {
    pub(super) pixels: Vec<(i32, i32)>,
    way: (i32, i32),
}

impl MovedPixels {
    /// Without those on the outermost `inset` pixels.
    pub(super) fn inside(mut self, inset: i32, picture: &Grid<[u8; 3]>) -> Self {
        let within = |value: i32, length: i32| value >= inset && value < length - inset;
        self.pixels.retain(|(x, y)| within(*x, picture.width) && within(*y, picture.height));
        self
    }

    pub(super) fn region(&self) -> Region {
        let error = as_error(MOVED_ERROR as f64);
        let pixel = |(x, y): &(i32, i32)| Region {
            x: *x as u32,
            y: *y as u32,
            width: 1,
            height: 1,
            pixels: self.pixels.len() as u64,
            score: Some(0.0),
            max_error: error,
            mean_error: error,
            moved: Some(Move { dx: self.way.0, dy: self.way.1 }),
        };
        let pixels: Vec<Region> = self.pixels.iter().map(pixel).collect();
        let bounds = around(pixels.iter()).expect("a cluster has pixels");
        Region { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, ..pixels[0].clone() }
    }
}

/// The clusters that are translations: by themselves, or, where they have few pixels, with the whole page.
pub(super) fn candidates(common: &Common, p: &Grid<[u8; 3]>, q: &Grid<[u8; 3]>) -> Vec<MovedPixels> {
    let clear = |cluster: Option<(u32, &Grid<u32>)>| -> Vec<(i32, i32)> {
        let belongs = |x: i32, y: i32| cluster.is_none_or(|(label, tiles)| tiles.at(x / 16, y / 16) == label);
        p.places().filter(|(x, y)| belongs(*x, *y) && clearly_differ(p.at(*x, *y), q.at(*x, *y))).collect()
    };
    let page = way(&clear(None), p, q);
    let dirty = Grid::new((p.width + 15) / 16, (p.height + 15) / 16, |tile_x, tile_y| {
        let pixels = (0..256).map(|pixel| (tile_x * 16 + pixel % 16, tile_y * 16 + pixel / 16));
        pixels.filter(|(x, y)| p.has(*x, *y)).any(|(x, y)| common.differs(x, y))
    });
    let (tiles, clusters) = flood(&dirty);
    (1..=clusters)
        .filter_map(|label| {
            let pixels = clear(Some((label, &tiles)));
            let way = if pixels.len() >= 40 { way(&pixels, p, q) } else { page };
            way.map(|way| MovedPixels { pixels, way })
        })
        .collect()
}

/// The way that 80 % of the pixels went, in both directions. Of several ways that explain as much it is the first, and the
/// way back with the pictures the other way round: the topmost pixel, leftmost there, tells which way round they are.
fn way(pixels: &[(i32, i32)], p: &Grid<[u8; 3]>, q: &Grid<[u8; 3]>) -> Option<(i32, i32)> {
    let equal = |from: &Grid<[u8; 3]>, (x0, y0): (i32, i32), to: &Grid<[u8; 3]>, (x, y): (i32, i32)| {
        from.has(x0, y0) && from.at(x0, y0) == to.at(x, y)
    };
    let found = |(dx, dy): (i32, i32)| {
        let came = pixels.iter().filter(|(x, y)| equal(p, (x - dx, y - dy), q, (*x, *y))).count();
        let went = pixels.iter().filter(|(x, y)| equal(q, (x + dx, y + dy), p, (*x, *y))).count();
        (came.min(went), came + went)
    };
    let (x, y) = *pixels.iter().min_by_key(|(x, y)| (*y, *x))?;
    let mut ways = WAYS.to_vec();
    if p.at(x, y) > q.at(x, y) {
        ways.reverse();
    }
    let most = ways.iter().map(|way| found(*way)).max()?;
    let way = ways.into_iter().find(|way| found(*way) == most)?;
    (pixels.len() >= 40 && 5 * most.0 >= 4 * pixels.len()).then_some(way)
}
