//! Opaque colours of the highlight.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::color_names;
use crate::Error;

/// An opaque sRGB colour, written `#rrggbb`, `#rgb` or as one of the 148 names of CSS.
///
/// ```
/// let red: depicted::Color = "#f00".parse()?;
/// assert_eq!(red, depicted::Color([255, 0, 0]));
/// assert_eq!(red.to_string(), "#ff0000");
/// assert_eq!("Red".parse::<depicted::Color>()?, red);
/// # Ok::<(), depicted::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color(pub [u8; 3]);

impl FromStr for Color {
    type Err = Error;

    /// Reads `#rrggbb` or `#rgb`, of which the `#` may be left out, or a name in letters of either case.
    ///
    /// # Errors
    /// `bad_option` for anything else.
    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some(rgb) = color_names::by_name(text) {
            return Ok(Self(rgb));
        }
        let wrong = || {
            Error::bad_option(format!(
                "'{text}' is not a colour: give #ff0000 or a CSS colour name such as red"
            ))
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_every_form_and_written_in_one() {
        for (text, hex) in [
            ("#f80", "#ff8800"),
            ("F80", "#ff8800"),
            ("#0a0B0c", "#0a0b0c"),
            ("red", "#ff0000"),
            ("RebeccaPurple", "#663399"),
        ] {
            let color: Color = text.parse().unwrap();
            assert_eq!(color.to_string(), hex);
            assert_eq!(serde_json::to_value(color).unwrap(), hex);
            assert_eq!(serde_json::from_value::<Color>(text.into()).unwrap(), color);
        }
    }

    #[test]
    fn what_is_no_colour_is_refused_with_the_forms() {
        for text in ["", "#", "#red", " red", "redd", "#ff000", "#ff00000g", "transparent", "rgb(1,2,3)"] {
            let error = text.parse::<Color>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("'{text}' is not a colour: give #ff0000 or a CSS colour name such as red")
            );
            assert_eq!(error.code(), "bad_option");
        }
    }
}
