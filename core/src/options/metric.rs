//! The metrics by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// What counts as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// What a person would notice: strokes, colours, faint areas; not anti-aliasing, hinting, sub-pixel positions or
    /// re-encoding.
    #[default]
    Perceptual,
    /// Any byte of the decoded RGBA8 pixels.
    Exact,
    /// `ImageMagick` 6's `compare -metric RMSE`, to its six printed digits.
    Rmse,
    /// npm `pixelmatch` 7.2.0, pixel for pixel.
    Pixelmatch,
    /// odiff 4.5.0 (npm `odiff-bin`), count for count.
    Odiff,
}

impl Metric {
    /// Every metric, by name.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Perceptual, "perceptual"),
        (Self::Exact, "exact"),
        (Self::Rmse, "rmse"),
        (Self::Pixelmatch, "pixelmatch"),
        (Self::Odiff, "odiff"),
    ];

    /// The name, as in JSON and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(metric, _)| *metric == self).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Metric {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        by_name(&Self::ALL, "metric", text)
    }
}

/// Whether pixels that look like anti-aliasing count as different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Antialiasing {
    /// They are forgiven.
    Ignore,
    /// They count.
    Count,
}

impl Antialiasing {
    /// Both, by name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Ignore, "ignore"), (Self::Count, "count")];

    /// What a metric does where nobody says: what the tool does whose count it gives. `None` where the metric does not
    /// know the question.
    ///
    /// ```
    /// use depicted::{Antialiasing, Metric};
    /// assert_eq!(Antialiasing::default_of(Metric::Pixelmatch), Some(Antialiasing::Ignore));
    /// assert_eq!(Antialiasing::default_of(Metric::Odiff), Some(Antialiasing::Count));
    /// assert_eq!(Antialiasing::default_of(Metric::Exact), None);
    /// ```
    pub fn default_of(metric: Metric) -> Option<Self> {
        match metric {
            Metric::Pixelmatch => Some(Self::Ignore),
            Metric::Odiff => Some(Self::Count),
            Metric::Perceptual | Metric::Exact | Metric::Rmse => None,
        }
    }
}

impl FromStr for Antialiasing {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        by_name(&Self::ALL, "antialiasing", text)
    }
}

/// Finds a value by its name; the error lists the names.
pub(super) fn by_name<T: Copy>(all: &[(T, &'static str)], what: &str, text: &str) -> Result<T, Error> {
    all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
        Error::bad_option(format!("'{text}' is no {what}: one of {}", names.join(", ")))
    })
}
