//! What counts: which regions are kept, which clusters moved, and the sums over them.

use super::bounds::Extent;
use super::findings::{Finished, Masks};
use super::json::{Move, Region};
use super::moves::{MovedCluster, Moves};
use super::regions::Figures;

/// The least error of a pixel of an element that moved: 0.05 of 65535.
const MOVED_ERROR: u16 = 3277;

/// The highest score that is reported.
const MAX_SCORE: f64 = 1000.0;

/// The figures of a whole comparison.
#[derive(Debug)]
pub(crate) struct Summary {
    /// Ordered by `y`, then `x`; not more than were asked for.
    pub(crate) regions: Vec<Region>,
    pub(crate) regions_total: u64,
    pub(crate) extent: Extent,
    /// Different pixels of kept regions.
    pub(crate) changed: u64,
    /// Pixels of moved clusters, and the longest way any of them went.
    pub(crate) moved: u64,
    pub(crate) longest_move: u32,
    /// Sum of squared errors, 65535² for a pixel that cannot be worse.
    pub(crate) square_sum: u128,
    pub(crate) antialiased: u64,
    pub(crate) ignored: u64,
    pub(crate) one_sided: u64,
    /// What the highlight draws.
    pub(crate) shown: Shown,
}

/// The masks, and what of them counts.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) masks: Masks,
    /// For every label of `masks.different`: whether its region is kept. Empty when all are.
    pub(crate) kept: Vec<bool>,
    pub(crate) moves: Moves,
    /// For every cluster of `moves`: whether it moved and did nothing else.
    pub(crate) moved: Vec<bool>,
}

impl Summary {
    /// Keeps the regions whose score is at least `least` (Q16); a metric without scores passes 0.
    pub(crate) fn new(found: Finished, least: u32, max_regions: usize) -> Self {
        let Finished { collected, masks, moves, one_sided, antialiased, ignored } = found;
        let is_kept = |figures: &Figures| figures.pixels > 0 && figures.score >= least;
        let kept: Vec<bool> =
            collected.roots.iter().map(|root| is_kept(&collected.figures[*root as usize])).collect();
        let mut moved: Vec<bool> = moves.clusters.iter().map(|cluster| cluster.pixels > 0).collect();
        for (label, cluster) in &collected.touched {
            moved[*cluster as usize] &= !kept[*label as usize];
        }

        let mut summary = Self {
            regions: Vec::new(),
            regions_total: 0,
            extent: Extent::EMPTY,
            changed: 0,
            moved: 0,
            longest_move: 0,
            square_sum: 0,
            antialiased,
            ignored,
            one_sided,
            shown: Shown { masks, kept: if least == 0 { Vec::new() } else { kept }, moves, moved },
        };
        let mut list = FirstRegions { regions: Vec::new(), most: max_regions };
        for figures in collected.figures.iter().filter(|figures| is_kept(figures)) {
            summary.changed += figures.pixels;
            summary.square_sum += u128::from(figures.square_sum);
            summary.count(figures.extent);
            list.offer(region(figures, least > 0));
        }
        for index in 0..summary.shown.moved.len() {
            if !summary.shown.moved[index] {
                continue;
            }
            let cluster = summary.shown.moves.clusters[index];
            summary.moved += cluster.pixels;
            summary.longest_move =
                summary.longest_move.max(cluster.dx.unsigned_abs()).max(cluster.dy.unsigned_abs());
            summary.square_sum += u128::from(cluster.pixels) * u128::from(MOVED_ERROR).pow(2);
            summary.count(cluster.extent);
            list.offer(moved_region(&cluster));
        }
        summary.regions = list.finish();
        summary
    }

    fn count(&mut self, extent: Extent) {
        self.regions_total += 1;
        self.extent.merge(extent);
    }
}

/// Keeps the first regions by `y`, then `x`, in bounded memory.
struct FirstRegions {
    regions: Vec<Region>,
    most: usize,
}

impl FirstRegions {
    fn offer(&mut self, region: Option<Region>) {
        self.regions.extend(region);
        // Sorting when twice the number has come keeps the cost per region constant.
        if self.regions.len() >= self.most.saturating_mul(2).max(64) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.regions.sort_unstable_by_key(|region| (region.y, region.x, region.height, region.width));
        self.regions.truncate(self.most);
    }

    fn finish(mut self) -> Vec<Region> {
        self.cut();
        self.regions
    }
}

fn region(figures: &Figures, scored: bool) -> Option<Region> {
    let rect = figures.extent.rect()?;
    Some(Region {
        x: rect.x,
        y: rect.y,
        width: rect.width,
        height: rect.height,
        pixels: figures.pixels,
        score: scored.then(|| score(figures.score)),
        max_error: error(f64::from(figures.max_error)),
        mean_error: error(figures.error_sum as f64 / figures.pixels as f64),
        moved: None,
    })
}

fn moved_region(cluster: &MovedCluster) -> Option<Region> {
    let rect = cluster.extent.rect()?;
    Some(Region {
        x: rect.x,
        y: rect.y,
        width: rect.width,
        height: rect.height,
        pixels: cluster.pixels,
        score: Some(0.0),
        max_error: error(f64::from(MOVED_ERROR)),
        mean_error: error(f64::from(MOVED_ERROR)),
        moved: Some(Move { dx: cluster.dx, dy: cluster.dy }),
    })
}

/// A significance as it is reported.
pub(crate) fn score(q16: u32) -> f64 {
    (f64::from(q16) / 65536.0).min(MAX_SCORE)
}

fn error(value: f64) -> f64 {
    value / 65535.0
}
