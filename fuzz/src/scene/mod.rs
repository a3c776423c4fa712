//! Small pairs of pictures and options, as the fuzzer composes them.
//!
//! Random pixels differ everywhere and reach one corner of the engine; so a page is painted, and then a few things
//! happen to it, as on a real one.

mod choice;
mod page;

use arbitrary::Arbitrary;
use depicted::Options;

use choice::Choice;
use page::Edit;
pub use page::Page;

/// A pair and how to compare it.
#[derive(Arbitrary, Debug)]
pub struct Scene {
    choice: Choice,
    ground: [u8; 4],
    size: (u8, u8),
    /// Another size for the picture after.
    resized: Option<(u8, u8)>,
    painted: Vec<Edit>,
    changed: Vec<Edit>,
}

impl Scene {
    /// The picture before and the picture after.
    pub fn pages(&self) -> (Page, Page) {
        let page = |size| Page::new(size, self.ground).with(&self.painted);
        (page(self.size), page(self.resized.unwrap_or(self.size)).with(&self.changed))
    }

    /// Rows that are read at a time.
    pub fn band_rows(&self) -> u32 {
        self.choice.band_rows.into()
    }

    /// Whether the options are within their ranges.
    pub fn is_sound(&self) -> bool {
        self.choice.wild.is_none()
    }

    /// The options.
    pub fn options(&self) -> Options {
        self.choice.options()
    }
}
