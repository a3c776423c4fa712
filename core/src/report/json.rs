//! The report, schema 1: the same fields in every language. It grows by added fields only.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Bounds, Metric, ResizeFilter, Size};

/// The version of the report's JSON.
pub const SCHEMA: u32 = 1;

/// What a comparison found.
///
/// Serialises as JSON of schema 1, one field a field. [`Display`](fmt::Display) gives the one-line verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Whether the pictures are the same, after [`Tolerance`](crate::Tolerance).
    pub verdict: Verdict,
    /// What kind of difference there is; `None` when there is none. It stays when the difference is tolerated.
    pub reason: Option<Reason>,
    /// There is a difference, and it is within the tolerance: the verdict is `same`.
    pub within_tolerance: bool,
    /// The metric that decided.
    pub metric: Metric,
    /// Version of the metric; scores of different versions are not to be compared.
    pub metric_version: u32,
    /// The threshold in force, as a number in the metric's unit; `None` for `exact`.
    pub threshold: Option<f64>,
    /// `perceptual`: significance of the most visible difference, at most 1000; 1 is a difference that a person would
    /// notice. What moved as it is stands outside of it: a pair that is `moved` may score 0. `None` for other metrics.
    pub score: Option<f64>,
    /// `perceptual`: share of textured 8x8 tiles that differ at all, 0 to 1: how noisy the rendering is. `None` for
    /// other metrics.
    pub census: Option<f64>,
    /// The difference as one number, 0 to 1. `perceptual`: root mean square of the visible error; `rmse`: the
    /// normalised root mean square error; `exact`, `pixelmatch` and `odiff`: share of pixels that differ.
    pub distortion: f64,
    /// Size of the picture before, as it was given.
    pub before: Size,
    /// Size of the picture after.
    pub after: Size,
    /// How the picture before was scaled before it was compared; `None` when it was not: sizes are equal, or
    /// [`resize`](crate::Options::resize) is `none`.
    pub resized: Option<Resized>,
    /// The pictures that have more than one frame or page: the first one was compared, of an animated PNG its default
    /// picture. Empty for stills.
    pub animated: Vec<Side>,
    /// Width of the compared canvas, in pixels: the larger of both; that of the picture after where `resized`.
    pub width: u32,
    /// Height of the compared canvas, in pixels: the larger of both; that of the picture after where `resized`.
    pub height: u32,
    /// How many pixels are what.
    pub pixels: Pixels,
    /// Boxes around connected changes (after dilation by 6 pixels), ordered by `y`, then `x`; the first
    /// [`max_regions`](crate::Options::max_regions).
    pub regions: Vec<Region>,
    /// How many regions there are in all.
    pub regions_total: u64,
    /// The smallest rectangle around all pixels that differ; `None` when none does.
    pub bounds: Option<Bounds>,
    /// Whether the highlighted picture was written.
    pub highlight_written: bool,
    /// Time by stage; `None` where no clock was given.
    pub elapsed_ms: Option<ElapsedMs>,
}

/// Same or different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing differs, or no more than is tolerated.
    Same,
    /// Something differs.
    Different,
}

/// What kind of difference there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Pixels differ.
    Pixels,
    /// The pictures have different sizes.
    Size,
    /// All that differs is the place of something, by one pixel.
    Moved,
}

/// How the picture before was scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Resized {
    /// Its own size.
    pub from: Size,
    /// The size it was scaled to: that of the picture after.
    pub to: Size,
    /// The filter.
    pub filter: ResizeFilter,
}

/// How many pixels of the canvas are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels {
    /// All pixels of the canvas.
    pub total: u64,
    /// Pixels that differ.
    pub different: u64,
    /// Pixels that were forgiven as anti-aliasing (`pixelmatch`, `odiff`).
    pub antialiased: u64,
    /// Pixels inside ignored rectangles.
    pub ignored: u64,
}

/// A connected change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Left edge, in pixels.
    pub x: u32,
    /// Top edge, in pixels.
    pub y: u32,
    /// Width, in pixels.
    pub width: u32,
    /// Height, in pixels.
    pub height: u32,
    /// Pixels in it that differ.
    pub pixels: u64,
    /// `perceptual`: the highest significance in it, at most 1000; 0 where it moved. `None` for other metrics.
    pub score: Option<f64>,
    /// Error of its worst pixel, 0 to 1.
    pub max_error: f64,
    /// Mean error of its different pixels, 0 to 1.
    pub mean_error: f64,
    /// How it moved, when that is all that happened to it.
    pub moved: Option<Move>,
}

/// How far something moved from before to after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Move {
    /// To the right, in pixels.
    pub dx: i32,
    /// Down, in pixels.
    pub dy: i32,
}

/// Wall time by stage, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ElapsedMs {
    /// Reading and decoding both pictures, in every pass, and scaling the one before where that was asked for.
    pub decode: f64,
    /// Comparing, as far as it took longer than reading the next rows, which is done beside it.
    pub compare: f64,
    /// Writing the highlighted picture, decoding included.
    pub highlight: f64,
    /// From first to last.
    pub total: f64,
}

/// One of the two pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The reference.
    Before,
    /// The new picture.
    After,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "before",
            Self::After => "after",
        })
    }
}

impl Report {
    /// Whether the verdict is [`Verdict::Same`].
    pub fn same(&self) -> bool {
        self.verdict == Verdict::Same
    }
}
