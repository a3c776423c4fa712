//! Opaque colours of the highlight.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// An opaque sRGB colour, written `#rrggbb` or `#rgb`.
///
/// ```
/// let red: depicted::Color = "#f00".parse()?;
/// assert_eq!(red, depicted::Color([255, 0, 0]));
/// assert_eq!(red.to_string(), "#ff0000");
/// # Ok::<(), depicted::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color(pub [u8; 3]);

impl FromStr for Color {
    type Err = Error;

    /// Reads `#rrggbb` or `#rgb`; the `#` may be left out.
    ///
    /// # Errors
    /// `bad_option` for anything else.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::bad_option(format!("'{text}' is not a colour: give #rrggbb, as in #ff0000"));
        let digits: Vec<u8> = text
            .strip_prefix('#')
            .unwrap_or(text)
            .chars()
            .map(|c| c.to_digit(16).map(|digit| digit as u8))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        match digits[..] {
            [r, g, b] => Ok(Self([r * 17, g * 17, b * 17])),
            [r1, r0, g1, g0, b1, b0] => Ok(Self([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0])),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl TryFrom<String> for Color {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_string()
    }
}
