//! Pages of any size, row by row, made of the page of the benchmarks.

use crate::page::{HEIGHT, Page, WIDTH, photo};
use crate::random::random;

/// What a pair is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same pixels, packed in two ways.
    Same,
    /// One word is another one, in the middle of the page.
    Word,
    /// No pixel is as it was.
    All,
    /// A photograph, and the same with other grain.
    Photo,
    /// One word is another one, and every other card is translucent.
    Alpha,
    /// The page after is higher.
    Size,
}

/// The word that changes, as the benchmarks have it.
const WORD: u32 = 700;
/// Rows that a higher page has at its end.
const MORE_ROWS: u32 = 40;
/// How far the page is moved up in the next column of pages, so that rows do not repeat themselves.
const STAGGER: u32 = 977;

impl Kind {
    /// All names.
    pub const NAMES: &str = "same, word, all, photo, alpha or size";

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "same" => Self::Same,
            "word" => Self::Word,
            "all" => Self::All,
            "photo" => Self::Photo,
            "alpha" => Self::Alpha,
            "size" => Self::Size,
            _ => return None,
        })
    }
}

/// One page of a pair.
pub struct LongPage {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    kind: Kind,
    is_after: bool,
    tile: Page,
    /// The page with another word.
    other: Option<Page>,
}

impl LongPage {
    /// The page before.
    pub fn before(kind: Kind, width: u32, height: u32) -> Self {
        Self { width, height, kind, is_after: false, tile: Page::new(None), other: None }
    }

    /// The page after.
    pub fn after(kind: Kind, width: u32, height: u32) -> Self {
        let other = matches!(kind, Kind::Word | Kind::Alpha | Kind::Size).then(|| Page::new(Some(WORD)));
        let height = if kind == Kind::Size { height + MORE_ROWS } else { height };
        Self { width, height, kind, is_after: true, tile: Page::new(None), other }
    }

    /// Whether the file should declare alpha.
    pub fn has_alpha(&self) -> bool {
        self.kind == Kind::Alpha
    }

    /// How hard the file should be packed. Equal pictures are packed differently, or their files would be equal.
    pub fn compression(&self) -> png::Compression {
        if self.kind == Kind::Same && self.is_after {
            png::Compression::Fast
        } else {
            png::Compression::Balanced
        }
    }

    /// The pixels of row `y`, RGBA8.
    pub fn row(&self, y: u32) -> impl Iterator<Item = [u8; 4]> + '_ {
        (0..self.width).map(move |x| self.pixel(x, y))
    }

    fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        if self.kind == Kind::Photo {
            let [r, g, b] = photo(x, y);
            let grain = if self.is_after { (random(5, x, y) % 60) as u8 / 20 } else { 1 };
            return [r + grain, g + grain, b + grain, 255];
        }
        let column = x / WIDTH;
        let at = (x % WIDTH, (y % HEIGHT + column * STAGGER) % HEIGHT);
        // The middle of the page: the first column of pages, half-way down.
        let tile = match &self.other {
            Some(other) if column == 0 && y / HEIGHT == self.height / HEIGHT / 2 => other,
            _ => &self.tile,
        };
        let start = (at.1 * WIDTH + at.0) as usize * 4;
        let [r, g, b, a] = tile.0[start..start + 4].try_into().expect("four bytes");
        match self.kind {
            Kind::All if self.is_after => [255 - r, 255 - g, 255 - b, a],
            Kind::Alpha if (x / 404).is_multiple_of(2) => [r, g, b, (y % 256) as u8],
            _ => [r, g, b, a],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(kind: Kind) -> usize {
        let pages = [LongPage::before(kind, 1400, 2000), LongPage::after(kind, 1400, 2000)];
        let rows = |y: u32| pages[0].row(y).zip(pages[1].row(y));
        (0..2000).map(|y| rows(y).filter(|(before, after)| before != after).count()).sum()
    }

    #[test]
    fn each_kind_changes_what_it_says() {
        assert_eq!(changed(Kind::Same), 0);
        for kind in [Kind::Word, Kind::Alpha, Kind::Size] {
            assert!((10..500).contains(&changed(kind)), "{kind:?}");
        }
        assert_eq!(changed(Kind::All), 1400 * 2000);
        assert!((1400 * 1000..1400 * 2000).contains(&changed(Kind::Photo)));
    }

    #[test]
    fn a_higher_page_is_higher() {
        assert_eq!(LongPage::after(Kind::Size, 10, 10).height, 50);
    }
}
