//! How much may differ.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// How much may differ before the verdict is `different`, in the unit of the metric:
///
/// | metric | unit | range | default |
/// | --- | --- | --- | --- |
/// | `perceptual` | least score of a visible difference, or a [`Level`] | 0.05 to 20 | `normal` = 1 |
/// | `rmse` | greatest distortion that is still the same | 0 to 1 | 0 |
/// | `pixelmatch` | colour distance of one pixel, as in npm `pixelmatch` | 0 to 1 | 0.1 |
/// | `odiff` | colour distance of one pixel, as in odiff, which rounds it to an `f32` | 0 to 1 | 0.1 |
/// | `exact` | takes none | | |
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a threshold is a number or one of strict, normal, relaxed")]
pub enum Threshold {
    /// A number in the unit of the metric.
    Number(f64),
    /// A named level of `perceptual`.
    Level(Level),
}

/// How closely `perceptual` looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 0.7: also what most people would overlook.
    Strict,
    /// 1: what a person would notice.
    #[default]
    Normal,
    /// 1.5: only what nobody would miss.
    Relaxed,
}

impl Level {
    /// Every level, by name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Strict, "strict"), (Self::Normal, "normal"), (Self::Relaxed, "relaxed")];

    /// The level as a number.
    pub fn value(self) -> f64 {
        match self {
            Self::Strict => 0.7,
            Self::Normal => 1.0,
            Self::Relaxed => 1.5,
        }
    }
}

impl FromStr for Threshold {
    type Err = Error;

    /// Reads a number or the name of a level.
    ///
    /// # Errors
    /// `bad_option` for anything else.
    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some((level, _)) = Level::ALL.iter().find(|(_, name)| *name == text) {
            return Ok(Self::Level(*level));
        }
        text.parse().map(Self::Number).map_err(|_| {
            Error::bad_option(format!(
                "'{text}' is no threshold: give a number, or strict, normal or relaxed"
            ))
        })
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Level(level) => {
                f.write_str(Level::ALL.iter().find(|(known, _)| known == level).map_or("", |(_, name)| name))
            }
        }
    }
}
