//! What a caller may choose, as TypeScript sees it.
//!
//! These are shapes for `index.d.ts` and nothing besides: options reach the engine as JSON, so that names it does not
//! know are refused in its own words. A test holds every name and default here to `tests/vectors/options.json`.

use napi_derive::napi;

use crate::report::{Metric, Rect, ResizeFilter};

/// How two pictures are compared. Unknown names are refused.
#[napi(object, object_to_js = false)]
pub struct DiffOptions {
    /// What counts as a difference.
    ///
    /// @default "perceptual"
    pub metric: Option<Metric>,
    /// How much may differ, in the unit of the metric: the least score of a visible difference, or a level
    /// (`perceptual`); the greatest distortion that is still the same (`rmse`); the colour distance of one pixel
    /// (`pixelmatch`, `odiff`). Null is the metric's own.
    ///
    /// @default null
    #[napi(ts_type = "number | Level | null")]
    pub threshold: Option<f64>,
    /// Whether pixels that look like anti-aliasing count. Only for `pixelmatch`, where null is `ignore`, and `odiff`,
    /// where it is `count`.
    ///
    /// @default null
    #[napi(ts_type = "Antialiasing | null")]
    pub antialiasing: Option<Antialiasing>,
    /// Whether transparent pixels are blended with a checkerboard or with white. Only for `pixelmatch`. Null is true.
    ///
    /// @default null
    #[napi(ts_type = "boolean | null")]
    pub checkerboard: Option<bool>,
    /// Whether a picture before of another size is scaled to the size of the picture after.
    ///
    /// @default "none"
    pub resize: Option<Resize>,
    /// How it is scaled. Only with `resize`. Null is `lanczos3`.
    ///
    /// @default null
    #[napi(js_name = "resize_filter", ts_type = "ResizeFilter | null")]
    pub resize_filter: Option<ResizeFilter>,
    /// Rectangles that are left out, in pixels of the compared canvas.
    ///
    /// @default []
    pub ignore: Option<Vec<Rect>>,
    /// What the highlighted picture shows.
    pub highlight: Option<HighlightOptions>,
    /// A difference within these limits still counts as the same.
    pub tolerance: Option<ToleranceOptions>,
    /// The most regions that a report lists; the others are only counted.
    ///
    /// @default 1000
    #[napi(js_name = "max_regions")]
    pub max_regions: Option<f64>,
    /// What a picture may cost.
    pub limits: Option<LimitOptions>,
    /// Threads to use; 0 uses all cores. The result is the same with any number.
    ///
    /// @default 0
    pub threads: Option<f64>,
    /// Whether the highlighted picture is made, where the verdict is `different` or `highlight.always` is set.
    ///
    /// @default true
    pub draw: Option<bool>,
    /// A file that the highlighted picture is written to, row by row; `highlight` of the result is null then.
    ///
    /// @default null
    #[napi(ts_type = "string | null")]
    pub output: Option<String>,
}

/// The look of the highlighted picture.
#[napi(object, object_to_js = false)]
pub struct HighlightOptions {
    /// What the picture shows.
    ///
    /// @default "overlay"
    pub mode: Option<HighlightMode>,
    /// Colour of changed pixels: `#rrggbb`, `#rgb` or a CSS name.
    ///
    /// @default "#ff0000"
    pub color: Option<String>,
    /// Colour of changed pixels that became darker. Only for `pixelmatch` and `odiff`. Null is the same as `color`.
    ///
    /// @default null
    #[napi(js_name = "color_alt", ts_type = "string | null")]
    pub color_alt: Option<String>,
    /// Colour of pixels that were forgiven as anti-aliasing. Only for `pixelmatch` and `odiff`. Null does not show them.
    ///
    /// @default null
    #[napi(js_name = "antialiased_color", ts_type = "string | null")]
    pub antialiased_color: Option<String>,
    /// What the picture is written as. Null is WebP for an `output` that ends in `.webp`, else PNG.
    ///
    /// @default null
    #[napi(ts_type = "HighlightFormat | null")]
    pub format: Option<HighlightFormat>,
    /// Opacity of the unchanged picture under an overlay, 0 (white) to 1 (its own grey).
    ///
    /// @default 0.1
    pub fade: Option<f64>,
    /// Makes the picture even when nothing differs.
    ///
    /// @default false
    pub always: Option<bool>,
}

/// Differences that are accepted. Where both limits are given, both must hold.
#[napi(object, object_to_js = false)]
pub struct ToleranceOptions {
    /// The most pixels that may differ.
    ///
    /// @default null
    #[napi(js_name = "max_different_pixels", ts_type = "number | null")]
    pub max_different_pixels: Option<f64>,
    /// The largest distortion, 0 to 1.
    ///
    /// @default null
    #[napi(js_name = "max_distortion", ts_type = "number | null")]
    pub max_distortion: Option<f64>,
    /// How far an element may have moved, in pixels along either axis. Only for `perceptual`.
    ///
    /// @default 0
    #[napi(js_name = "max_shift_px")]
    pub max_shift_px: Option<f64>,
}

/// What a picture may cost; checked against its header, before memory is taken.
#[napi(object, object_to_js = false)]
pub struct LimitOptions {
    /// Width times height of one picture.
    ///
    /// @default 1000000000
    #[napi(js_name = "max_pixels")]
    pub max_pixels: Option<f64>,
    /// Encoded size of one picture, in bytes.
    ///
    /// @default 1073741824
    #[napi(js_name = "max_bytes")]
    pub max_bytes: Option<f64>,
    /// Decoded size, in bytes, of a picture that cannot be read row by row, or of one row of a PNG.
    ///
    /// @default 1073741824
    #[napi(js_name = "max_decoded_bytes")]
    pub max_decoded_bytes: Option<f64>,
}

/// How closely `perceptual` looks: 0.7, 1 or 1.5 as a number.
#[napi(string_enum = "kebab-case")]
pub enum Level {
    /// Also what most people would overlook.
    Strict,
    /// What a person would notice.
    Normal,
    /// Only what nobody would miss.
    Relaxed,
}

/// Whether pixels that look like anti-aliasing count as different.
#[napi(string_enum = "kebab-case")]
pub enum Antialiasing {
    /// They are forgiven.
    Ignore,
    /// They count.
    Count,
}

/// What happens to pictures of different sizes before they are compared.
#[napi(string_enum = "kebab-case")]
pub enum Resize {
    /// Nothing: they meet at the top left corner.
    None,
    /// The picture before is scaled to the size of the picture after.
    Reference,
}

/// What the highlighted picture shows.
#[napi(string_enum = "kebab-case")]
pub enum HighlightMode {
    /// The changes over the faded picture before.
    Overlay,
    /// The changes alone on a transparent ground.
    Mask,
    /// Before, after and overlay, beside each other.
    SideBySide,
}

/// What the highlighted picture is written as.
#[napi(string_enum = "kebab-case")]
pub enum HighlightFormat {
    /// PNG.
    Png,
    /// WebP, lossless.
    Webp,
}
