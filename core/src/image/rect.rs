//! Rectangles in canvas coordinates.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Size};

/// A rectangle of pixels: `x` and `y` of its top-left corner, then its size. Serialises as an object.
///
/// ```
/// let clock: depicted::Rect = "900,8,120,24".parse()?;
/// assert_eq!((clock.x, clock.height), (900, 24));
/// # Ok::<(), depicted::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rect {
    /// Left edge, in pixels from the left of the canvas.
    pub x: u32,
    /// Top edge, in pixels from the top of the canvas.
    pub y: u32,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Rect {
    /// A rectangle at `x`, `y`.
    pub fn new(x: u32, y: u32, width: u32, height: u32) -> Self {
        Self { x, y, width, height }
    }

    /// The first column to the right of it.
    pub(crate) fn right(self) -> u64 {
        u64::from(self.x) + u64::from(self.width)
    }

    /// The first row below it.
    pub(crate) fn bottom(self) -> u64 {
        u64::from(self.y) + u64::from(self.height)
    }

    /// The part of it that lies on a canvas of `size`; `None` when no pixel does.
    pub(crate) fn clip(self, size: Size) -> Option<Self> {
        let width = self.right().min(size.width.into()).checked_sub(self.x.into())? as u32;
        let height = self.bottom().min(size.height.into()).checked_sub(self.y.into())? as u32;
        (width > 0 && height > 0).then_some(Self { width, height, ..self })
    }
}

impl FromStr for Rect {
    type Err = Error;

    /// Reads `X,Y,W,H`.
    ///
    /// # Errors
    /// `bad_option` unless `text` is four whole numbers with commas between them.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || {
            Error::bad_option(format!(
                "'{text}' is not a rectangle: give X,Y,W,H in whole pixels, as in 0,0,320,48"
            ))
        };
        let numbers: Vec<u32> =
            text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().map_err(|_| wrong())?;
        match numbers[..] {
            [x, y, width, height] => Ok(Self { x, y, width, height }),
            _ => Err(wrong()),
        }
    }
}
