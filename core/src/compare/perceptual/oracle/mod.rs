//! `perceptual` once more, from its definition, on whole pictures: the slow and plain way.
//!
//! There are no bands, no patches and no union-find here. Every filter runs over the whole frame with clamped
//! coordinates, every window is sorted, regions are flooded. Of the engine only the arithmetic of single values is
//! reused: compositing, OKLab, the error curve, the constants. The tests ask for equality to the last bit.

mod fields;
mod grid;
mod moves;
mod noise;
#[path = "../../../../tests/engine/pages.rs"]
mod pages;
#[path = "../../../../tests/engine/paint.rs"]
mod paint;
mod regions;
mod tests;
mod windows;

use super::scales::VERSION;
use crate::normalise::composite::Backdrop;
use crate::report::SCHEMA;
use crate::{Level, Metric, Options, Pixels, Reason, Region, Report, Size, Threshold, Verdict};
use fields::Judged;
use grid::Grid;
use moves::MovedPixels;
use noise::Tiles;
use pages::Page;
use regions::{Canvas, Spot};

/// 1 in Q16, and the least error of a pixel that moved.
const ONE: u32 = 1 << 16;
const MOVED_ERROR: u64 = 3277;

/// The rectangle that both pages have, ignored rectangles made equal.
struct Common {
    before: Grid<[u8; 4]>,
    after: Grid<[u8; 4]>,
    backdrops: Vec<Backdrop>,
}

impl Common {
    fn new(before: &Page, after: &Page, options: &Options) -> Self {
        let width = before.width.min(after.width) as i32;
        let height = before.height.min(after.height) as i32;
        let before = Grid::new(width, height, |x, y| before.at(x as u32, y as u32));
        let after = Grid::new(width, height, |x, y| {
            if ignored(options, x, y) { before.at(x, y) } else { after.at(x as u32, y as u32) }
        });
        let alpha_differs = before.places().any(|(x, y)| before.at(x, y)[3] != after.at(x, y)[3]);
        let backdrops =
            if alpha_differs { vec![Backdrop::White, Backdrop::Black] } else { vec![Backdrop::White] };
        Self { before, after, backdrops }
    }

    /// Both pictures over a ground, without their outermost `inset` pixels.
    fn over(&self, backdrop: Backdrop, inset: i32) -> [Grid<[u8; 3]>; 2] {
        [&self.before, &self.after].map(|picture| {
            Grid::new(picture.width - 2 * inset, picture.height - 2 * inset, |x, y| {
                backdrop.rgb(picture.at(x + inset, y + inset))
            })
        })
    }

    fn differs(&self, x: i32, y: i32) -> bool {
        let differs =
            |backdrop: &Backdrop| backdrop.rgb(self.before.at(x, y)) != backdrop.rgb(self.after.at(x, y));
        self.backdrops.iter().any(differs)
    }
}

fn ignored(options: &Options, x: i32, y: i32) -> bool {
    options.ignore.iter().any(|rect| {
        let within = |value: i32, start: u32, length: u32| {
            i64::from(value) >= i64::from(start) && i64::from(value) < i64::from(start) + i64::from(length)
        };
        within(x, rect.x, rect.width) && within(y, rect.y, rect.height)
    })
}

/// The report of a comparison with default tolerance and no highlight.
fn report(before: &Page, after: &Page, options: &Options) -> Report {
    let width = before.width.max(after.width) as i32;
    let height = before.height.max(after.height) as i32;
    let threshold = match options.threshold {
        None | Some(Threshold::Level(Level::Normal)) => 1.0,
        Some(Threshold::Level(Level::Strict)) => 0.7,
        Some(Threshold::Level(Level::Relaxed)) => 1.5,
        Some(Threshold::Number(number)) => number,
    };
    let least = (threshold * f64::from(ONE)).round() as u32;

    let common = Common::new(before, after, options);
    let [p, q] = common.over(Backdrop::White, 0);
    let tiles = Tiles::new(&p, &q);
    let inset = i32::from(tiles.drops_ring() && p.width > 4 && p.height > 4);
    let judged = Judged::new(&common, inset, tiles.noise(), least);

    // What is only on one page differs as much as can be.
    let one_sided = Grid::new(width, height, |x, y| {
        before.has(x as u32, y as u32) != after.has(x as u32, y as u32) && !ignored(options, x, y)
    });
    let spots = Grid::new(width, height, |x, y| {
        if one_sided.at(x, y) {
            Spot { different: true, error: u16::MAX, score: u32::MAX }
        } else if judged.error.has(x - inset, y - inset) {
            let (x, y) = (x - inset, y - inset);
            Spot {
                different: 2 * u64::from(judged.highest.at(x, y)) >= u64::from(least),
                error: judged.error.at(x, y),
                score: judged.window.at(x, y),
            }
        } else {
            Spot::default()
        }
    });
    let any_one_sided = one_sided.values.contains(&true);
    let score = if any_one_sided { u32::MAX } else { judged.window.greatest() };

    let canvas = Canvas::new(spots);
    let kept = canvas.kept(least);
    let moved: Vec<MovedPixels> = moves::candidates(&common, &p, &q)
        .into_iter()
        .map(|cluster| cluster.inside(inset, &p))
        .filter(|cluster| !cluster.pixels.is_empty())
        .filter(|cluster| !cluster.pixels.iter().any(|(x, y)| kept.contains(&canvas.label(*x, *y))))
        .collect();

    let changed_pixels: u64 = kept.iter().map(|label| canvas.region(*label).pixels).sum();
    let moved_pixels: u64 = moved.iter().map(|cluster| cluster.pixels.len() as u64).sum();
    let squares: u64 = kept.iter().map(|label| canvas.squares(*label)).sum();
    let squares = squares + moved_pixels * MOVED_ERROR * MOVED_ERROR;
    let mut list: Vec<Region> = kept.iter().map(|label| canvas.region(*label)).collect();
    list.extend(moved.iter().map(MovedPixels::region));
    list.sort_by_key(|region| (region.y, region.x, region.height, region.width));
    let regions_total = list.len() as u64;
    let bounds = regions::around(list.iter());
    list.truncate(options.max_regions);

    let total = (width * height) as u64;
    let different = score >= least || moved_pixels > 0;
    Report {
        schema: SCHEMA,
        verdict: if different { Verdict::Different } else { Verdict::Same },
        reason: different.then_some(if any_one_sided {
            Reason::Size
        } else if changed_pixels > 0 {
            Reason::Pixels
        } else {
            Reason::Moved
        }),
        within_tolerance: false,
        metric: Metric::Perceptual,
        metric_version: VERSION,
        threshold: Some(threshold),
        score: Some(regions::as_score(score)),
        census: Some(tiles.share()),
        distortion: (squares as f64 / (total * 65535 * 65535) as f64).sqrt(),
        before: Size { width: before.width, height: before.height },
        after: Size { width: after.width, height: after.height },
        resized: None,
        animated: Vec::new(),
        width: width as u32,
        height: height as u32,
        pixels: Pixels {
            total,
            different: changed_pixels + moved_pixels,
            antialiased: 0,
            ignored: one_sided.places().filter(|(x, y)| ignored(options, *x, *y)).count() as u64,
        },
        regions: list,
        regions_total,
        bounds,
        highlight_written: false,
        elapsed_ms: None,
    }
}
