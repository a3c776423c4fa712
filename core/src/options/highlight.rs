//! What the highlighted picture shows.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Color, Error};

/// The look of the highlighted picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Highlight {
    /// What lies under the changed pixels. Default: [`HighlightMode::Overlay`].
    pub mode: HighlightMode,
    /// Colour of changed pixels. Default: `#ff0000`.
    pub color: Color,
    /// Colour of changed pixels that became darker. Only for `pixelmatch`. Default: the same as `color`.
    pub color_alt: Option<Color>,
    /// Colour of pixels that were forgiven as anti-aliasing. Only for `pixelmatch`. Default: not shown.
    pub antialiased_color: Option<Color>,
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
            fade: 0.1,
            always: false,
        }
    }
}

/// What lies under the changed pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HighlightMode {
    /// The picture before, as grey, faded towards white.
    #[default]
    Overlay,
    /// Nothing: the changed pixels alone on a transparent ground.
    Mask,
}

impl HighlightMode {
    /// Every mode, by name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Overlay, "overlay"), (Self::Mask, "mask")];
}

impl FromStr for HighlightMode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        super::metric::by_name(&Self::ALL, "highlight mode", text)
    }
}
