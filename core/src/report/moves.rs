//! Elements that moved as they are.

use super::bounds::Extent;
use crate::image::bits::BitRow;

/// Pixels a side of the tiles in which clusters are made.
pub(crate) const TILE: u32 = 16;

/// A cluster of changes that is an exact translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MovedCluster {
    /// To the right, in pixels.
    pub(crate) dx: i32,
    /// Down, in pixels.
    pub(crate) dy: i32,
    /// Around its clearly different pixels.
    pub(crate) extent: Extent,
    /// How many of them there are.
    pub(crate) pixels: u64,
}

/// The clusters that may have moved, and the tiles in which they lie. A cluster in which anything else is found too
/// counts as changed and not as moved.
#[derive(Debug, Default)]
pub(crate) struct Moves {
    pub(crate) clusters: Vec<MovedCluster>,
    /// For each tile, row by row: the index of its cluster, or `NONE`. Empty when there is no cluster.
    pub(crate) tiles: Vec<u32>,
    /// Tiles in a row.
    pub(crate) tiles_wide: u32,
}

impl Moves {
    /// No cluster.
    pub(crate) const NONE: u32 = u32::MAX;

    /// Adds the pixels of a row to their clusters.
    pub(crate) fn count(&mut self, y: u32, pixels: &BitRow) {
        for x in pixels.ones(0..self.tiles_wide * TILE) {
            if let Some(cluster) = self.cluster_at(x, y) {
                let cluster = &mut self.clusters[cluster as usize];
                cluster.pixels += 1;
                cluster.extent.add_run(y, x, x + 1);
            }
        }
    }

    /// The cluster in whose tiles a pixel lies.
    pub(crate) fn cluster_at(&self, x: u32, y: u32) -> Option<u32> {
        let tile = (y / TILE) as usize * self.tiles_wide as usize + (x / TILE) as usize;
        self.tiles.get(tile).copied().filter(|cluster| *cluster != Self::NONE)
    }
}
