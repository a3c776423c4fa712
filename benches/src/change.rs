//! What happens to a page between before and after.

use crate::page::{Page, WIDTH};
use crate::random::random;

/// Kinds of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One word of the text is another one.
    Word,
    /// Rendered by another machine: what is not flat is a little lighter or darker.
    Noise,
    /// No pixel is as it was.
    All,
    /// One word is another one, on pages of which parts are transparent.
    Alpha,
}

/// A word in the middle of the page.
const WORD: u32 = 700;

impl Change {
    /// Every kind, by name.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Word, "word"), (Self::Noise, "noise"), (Self::All, "all"), (Self::Alpha, "alpha")];

    /// The page before and the page after.
    pub fn pages(self) -> [Page; 2] {
        let before = Page::new(None);
        let after = match self {
            Self::Word => Page::new(Some(WORD)),
            Self::Noise => noisy(&before),
            Self::All => before.clone().map(|_, _, [r, g, b, a]| [255 - r, 255 - g, 255 - b, a]),
            Self::Alpha => return [before, Page::new(Some(WORD))].map(|page| page.map(transparent)),
        };
        [before, after]
    }
}

/// Up to 12 levels more or less, where a pixel differs from the one to the left.
fn noisy(page: &Page) -> Page {
    let left = |x: u32, y: u32| {
        let at = (y * WIDTH + x.saturating_sub(1)) as usize * 4;
        &page.0[at..at + 4]
    };
    page.clone().map(|x, y, color| {
        if left(x, y) == color {
            return color;
        }
        let levels = (random(99, x, y) % 25) as i16 - 12;
        let [r, g, b] = [0, 1, 2].map(|n: usize| (i16::from(color[n]) + levels).clamp(0, 255) as u8);
        [r, g, b, color[3]]
    })
}

/// Every other column of cards, more or less.
fn transparent(x: u32, y: u32, [r, g, b, _]: [u8; 4]) -> [u8; 4] {
    [r, g, b, if (x / 404).is_multiple_of(2) { (y % 256) as u8 } else { 255 }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(change: Change) -> u32 {
        let [before, after] = change.pages();
        let pairs = before.0.as_chunks::<4>().0.iter().zip(after.0.as_chunks::<4>().0);
        pairs.filter(|(before, after)| before != after).count() as u32
    }

    #[test]
    fn each_kind_is_what_it_says() {
        let all = crate::page::WIDTH * crate::page::HEIGHT;
        assert!((10..500).contains(&changed(Change::Word)));
        assert_eq!(changed(Change::Word), changed(Change::Alpha));
        assert!((all / 50..all / 2).contains(&changed(Change::Noise)));
        assert_eq!(changed(Change::All), all);
    }
}
