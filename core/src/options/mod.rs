//! What a user may choose. Every default is written here and nowhere else.

mod check;
mod color;
mod color_names;
mod highlight;
mod metric;
mod resize;
mod threshold;
mod tolerance;

use serde::{Deserialize, Serialize};

pub use color::Color;
pub use highlight::{Highlight, HighlightFormat, HighlightMode};
pub use metric::{Antialiasing, Metric};
pub use resize::{Resize, ResizeFilter};
pub use threshold::{Level, Threshold};
pub use tolerance::Tolerance;

pub(crate) use check::check;

use crate::{Limits, Rect};

/// How two pictures are compared. The same words in every language; unknown names are refused.
///
/// ```
/// use depicted::{Metric, Options, Threshold};
/// let strict = Options { metric: Metric::Pixelmatch, threshold: Some(Threshold::Number(0.05)), ..Options::default() };
/// let parsed: Options = serde_json::from_str(r#"{"metric": "pixelmatch", "threshold": 0.05}"#)?;
/// assert_eq!(parsed, strict);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// What counts as a difference. Default: [`Metric::Perceptual`].
    pub metric: Metric,
    /// How much may differ, in the unit of the metric. Default: the metric's own, see [`Threshold`].
    pub threshold: Option<Threshold>,
    /// Whether pixels that look like anti-aliasing count. Only for `pixelmatch` and `odiff`. Default: that of the tool
    /// whose count the metric gives: `ignore` for `pixelmatch`, `count` for `odiff`.
    pub antialiasing: Option<Antialiasing>,
    /// Whether transparent pixels are blended with a checkerboard (`true`) or with white before they are compared.
    /// Only for `pixelmatch`. Default: `true`.
    pub checkerboard: Option<bool>,
    /// Whether a reference of another size is scaled to the size of the picture after, before anything else. Default:
    /// `none`; pictures then meet at the top left corner of a canvas that holds both.
    pub resize: Resize,
    /// How it is scaled. Only with `resize`. Default: `lanczos3`.
    pub resize_filter: Option<ResizeFilter>,
    /// Rectangles that are left out, in coordinates of the compared canvas. Default: none.
    pub ignore: Vec<Rect>,
    /// What the highlighted picture shows.
    pub highlight: Highlight,
    /// A difference within these limits still counts as the same. Default: none.
    pub tolerance: Tolerance,
    /// The most regions that a report lists; the others are only counted. Default: 1000.
    pub max_regions: usize,
    /// What a picture may cost.
    pub limits: Limits,
    /// Threads to use; 0 uses all cores. The result is the same with any number. Default: 0.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            metric: Metric::default(),
            threshold: None,
            antialiasing: None,
            checkerboard: None,
            resize: Resize::default(),
            resize_filter: None,
            ignore: Vec::new(),
            highlight: Highlight::default(),
            tolerance: Tolerance::default(),
            max_regions: 1000,
            limits: Limits::default(),
            threads: 0,
        }
    }
}

impl Options {
    /// What becomes of pixels that look like anti-aliasing; `None` where the metric does not know the question.
    pub(crate) fn antialiasing_in_force(&self) -> Option<Antialiasing> {
        self.antialiasing.or(Antialiasing::default_of(self.metric))
    }
}
