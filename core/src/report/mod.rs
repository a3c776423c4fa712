//! What a comparison found: counts, bounds, regions, verdict.

mod bounds;
mod components;
mod dilation;
mod findings;
mod json;
mod mask;
mod moves;
pub mod numbers;
mod regions;
mod summary;
mod verdict;
mod words;

pub use bounds::Bounds;
pub use json::{ElapsedMs, Move, Pixels, Reason, Region, Report, Resized, SCHEMA, Side, Verdict};

pub(crate) use bounds::Extent;
pub(crate) use components::Components;
pub(crate) use dilation::{Dilation, RADIUS};
pub(crate) use findings::{Findings, RowFacts};
pub(crate) use mask::MaskReader;
pub(crate) use moves::{MovedCluster, Moves, TILE};
pub(crate) use summary::{Shown, Summary, score};
pub(crate) use verdict::{Distortion, decide};
