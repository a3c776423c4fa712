//! What the highlighted picture shows.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Color, Error};

/// The look of the highlighted picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Highlight {
    /// What the picture shows. Default: [`HighlightMode::Overlay`].
    pub mode: HighlightMode,
    /// Colour of changed pixels. Default: `#ff0000`.
    pub color: Color,
    /// Colour of changed pixels that became darker. Only for `pixelmatch` and `odiff`. Default: the same as `color`.
    pub color_alt: Option<Color>,
    /// Colour of pixels that were forgiven as anti-aliasing. Only for `pixelmatch`, and for `odiff` with
    /// [`Antialiasing::Ignore`](crate::Antialiasing::Ignore). Default: not shown.
    pub antialiased_color: Option<Color>,
    /// What the picture is written as. Default: WebP for a file whose name ends in `.webp`, else PNG.
    pub format: Option<HighlightFormat>,
    /// Opacity of the unchanged picture under an overlay, 0 (white) to 1 (its own grey). Default: 0.1.
    pub fade: f64,
    /// Writes the picture even when nothing differs. Default: `false`.
    pub always: bool,
}

impl Default for Highlight {
    fn default() -> Self {
        Self {
            mode: HighlightMode::default(),
            color: Color([255, 0, 0]),
            color_alt: None,
            antialiased_color: None,
            format: None,
            fade: 0.1,
            always: false,
        }
    }
}

/// What the highlighted picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HighlightMode {
    /// The changed pixels over the picture before, as grey, faded towards white.
    #[default]
    Overlay,
    /// The changed pixels alone on a transparent ground.
    Mask,
    /// Three panels: the picture before, the one after, and the overlay, with grey columns between them. The pictures
    /// are as they are, transparent where the other one is larger.
    SideBySide,
}

impl HighlightMode {
    /// Every mode, by name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Overlay, "overlay"), (Self::Mask, "mask"), (Self::SideBySide, "side-by-side")];
}

impl FromStr for HighlightMode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        super::metric::by_name(&Self::ALL, "highlight mode", text)
    }
}

/// What the highlighted picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HighlightFormat {
    /// PNG, row by row, in the same memory for any height.
    Png,
    /// WebP, lossless. It has at most 16383x16383 pixels, and is held in memory whole: up to 12 bytes a pixel, within
    /// [`Limits::max_decoded_bytes`](crate::Limits::max_decoded_bytes).
    Webp,
}

impl HighlightFormat {
    /// Every format, by name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Png, "png"), (Self::Webp, "webp")];
}

impl FromStr for HighlightFormat {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        super::metric::by_name(&Self::ALL, "highlight format", text)
    }
}
