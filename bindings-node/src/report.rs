//! The report as a plain object.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

/// What a comparison found.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct DiffResult {
    /// 1: the version of this shape. It grows by added fields only.
    pub schema: u32,
    /// Whether the pictures are the same, after the tolerance.
    pub verdict: Verdict,
    /// What kind of difference there is; null when there is none. It stays when the difference is tolerated.
    pub reason: Option<Reason>,
    /// There is a difference, and it is within the tolerance: the verdict is `same`.
    #[napi(js_name = "within_tolerance")]
    pub within_tolerance: bool,
    /// The metric that decided.
    pub metric: Metric,
    /// Version of the metric; scores of different versions are not to be compared.
    #[napi(js_name = "metric_version")]
    pub metric_version: u32,
    /// The threshold in force, in the unit of the metric; null for `exact`.
    pub threshold: Option<f64>,
    /// `perceptual`: the most visible difference, 0 to 1000; 1 is one that a person would notice. Else null.
    pub score: Option<f64>,
    /// `perceptual`: share of textured places that differ at all, 0 to 1. Else null.
    pub census: Option<f64>,
    /// The difference as one number, 0 to 1.
    pub distortion: f64,
    /// Size of the picture before, as it was given.
    pub before: Size,
    /// Size of the picture after.
    pub after: Size,
    /// How the picture before was scaled; null when it was not.
    pub resized: Option<Resized>,
    /// The pictures that have more than one frame or page, of which the first was compared.
    pub animated: Vec<Side>,
    /// Width of the compared canvas, in pixels.
    pub width: u32,
    /// Height of the compared canvas, in pixels.
    pub height: u32,
    /// How many pixels are what.
    pub pixels: PixelCounts,
    /// Boxes around connected changes, ordered by `y`, then `x`; the first `max_regions`.
    pub regions: Vec<Region>,
    /// How many regions there are in all.
    #[napi(js_name = "regions_total")]
    pub regions_total: f64,
    /// The smallest rectangle around all pixels that differ; null when none does.
    pub bounds: Option<Rect>,
    /// Whether the highlighted picture was made.
    #[napi(js_name = "highlight_written")]
    pub highlight_written: bool,
    /// Time by stage, in milliseconds.
    #[napi(js_name = "elapsed_ms")]
    pub elapsed_ms: Option<ElapsedMs>,
    /// The bytes of the highlighted picture; null when none was made, or when it went to a file.
    pub highlight: Option<Buffer>,
}

/// Same or different.
#[napi(string_enum = "snake_case")]
pub enum Verdict {
    /// Nothing differs, or no more than is tolerated.
    Same,
    /// Something differs.
    Different,
}

/// What kind of difference there is.
#[napi(string_enum = "snake_case")]
pub enum Reason {
    /// Pixels differ.
    Pixels,
    /// The pictures have different sizes.
    Size,
    /// All that differs is the place of something.
    Moved,
}

/// What counts as a difference.
#[napi(string_enum = "kebab-case")]
pub enum Metric {
    /// What a person would notice.
    Perceptual,
    /// Any byte of the decoded pixels.
    Exact,
    /// The figure of `ImageMagick` 6, `compare -metric RMSE`.
    Rmse,
    /// npm `pixelmatch` 7.2.0, pixel for pixel.
    Pixelmatch,
    /// odiff 4.5.0, count for count.
    Odiff,
}

/// How the pixels of a scaled picture are made.
#[napi(string_enum = "kebab-case")]
pub enum ResizeFilter {
    /// Six pixels wide.
    #[napi(value = "lanczos3")]
    Lanczos3,
    /// Four pixels wide.
    CatmullRom,
    /// Two pixels wide.
    Bilinear,
    /// One pixel wide.
    Box,
    /// The pixel in the middle.
    Nearest,
}

/// One of the two pictures.
#[napi(string_enum = "snake_case")]
pub enum Side {
    /// The reference.
    Before,
    /// The new picture.
    After,
}

/// Width and height in pixels.
#[napi(object, object_from_js = false)]
pub struct Size {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// How the picture before was scaled.
#[napi(object, object_from_js = false)]
pub struct Resized {
    /// Its own size.
    pub from: Size,
    /// The size it was scaled to.
    pub to: Size,
    /// The filter.
    pub filter: ResizeFilter,
}

/// How many pixels of the canvas are what.
#[napi(object, object_from_js = false)]
pub struct PixelCounts {
    /// All of them.
    pub total: f64,
    /// Those that differ.
    pub different: f64,
    /// Those that were forgiven as anti-aliasing.
    pub antialiased: f64,
    /// Those inside ignored rectangles.
    pub ignored: f64,
}

/// A connected change.
#[napi(object, object_from_js = false, use_nullable = true)]
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
    pub pixels: f64,
    /// `perceptual`: the highest score in it; 0 where it moved. Else null.
    pub score: Option<f64>,
    /// Error of its worst pixel, 0 to 1.
    #[napi(js_name = "max_error")]
    pub max_error: f64,
    /// Mean error of its different pixels, 0 to 1.
    #[napi(js_name = "mean_error")]
    pub mean_error: f64,
    /// How it moved, when that is all that happened to it; else null.
    pub moved: Option<Move>,
}

/// How far something moved, in pixels.
#[napi(object, object_from_js = false)]
pub struct Move {
    /// To the right.
    pub dx: i32,
    /// Down.
    pub dy: i32,
}

/// A rectangle of pixels.
#[napi(object)]
pub struct Rect {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// Wall time by stage, in milliseconds.
#[napi(object, object_from_js = false)]
pub struct ElapsedMs {
    /// Reading and decoding both pictures.
    pub decode: f64,
    /// Comparing.
    pub compare: f64,
    /// Making the highlighted picture.
    pub highlight: f64,
    /// From first to last.
    pub total: f64,
}
