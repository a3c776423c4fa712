//! What a pixel of the highlight can be, and how few bits that takes.
//!
//! An overlay has the greys between white and the darkest fade, and up to three colours: at the default fade 27 greys
//! and one colour, so a palette of one byte a pixel holds it. Only where fade is nearly 1 there are too many for that.
//! The changes alone are two to three entries, one or two bits.

use super::grey::Greys;
use crate::options::Highlight;
use crate::{Color, HighlightMode};

/// What a pixel is: 0 to 255 is a grey, the rest has a name.
pub(super) type Ink = u16;

/// Nothing at all: transparent.
pub(super) const NOTHING: Ink = 256;
/// A change.
pub(super) const CHANGED: Ink = 257;
/// A change to something darker.
pub(super) const DARKER: Ink = 258;
/// A pixel forgiven as anti-aliasing.
pub(super) const ANTIALIASED: Ink = 259;

/// Something for every ink.
pub(super) type EachInk<T> = [T; 260];

/// The inks that a picture may use, in the order of their palette entries, with their RGBA.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    entries: Vec<(Ink, [u8; 4])>,
}

impl Palette {
    pub(super) fn new(options: &Highlight) -> Self {
        let opaque = |Color([r, g, b]): Color| [r, g, b, 255];
        let mut entries = Vec::new();
        if options.mode == HighlightMode::Mask {
            // Transparent first: then tRNS has one byte.
            entries.push((NOTHING, [0; 4]));
        } else {
            // White first: what is most frequent packs best as 0.
            let darkest = Greys::new(options.fade).grey([0, 0, 0, 255]);
            entries.extend((darkest..=255).rev().map(|grey| (Ink::from(grey), [grey, grey, grey, 255])));
            entries.extend(options.antialiased_color.map(|color| (ANTIALIASED, opaque(color))));
        }
        entries.push((CHANGED, opaque(options.color)));
        entries.extend(options.color_alt.map(|color| (DARKER, opaque(color))));
        Self { entries }
    }

    /// The bits that number an entry: 1, 2, 4 or 8; `None` when a byte is too small.
    pub(super) fn bits(&self) -> Option<u8> {
        [1, 2, 4, 8].into_iter().find(|bits| self.entries.len() <= 1 << bits)
    }

    /// The colours of the entries.
    pub(super) fn colors(&self) -> Vec<[u8; 4]> {
        self.entries.iter().map(|(_, rgba)| *rgba).collect()
    }

    /// The entry of every ink; there are at most 256.
    pub(super) fn indices(&self) -> EachInk<u8> {
        let mut indices = [0; 260];
        for (index, (ink, _)) in self.entries.iter().enumerate() {
            indices[usize::from(*ink)] = index as u8;
        }
        indices
    }

    /// The first `N` of red, green, blue and alpha of every ink.
    pub(super) fn channels<const N: usize>(&self) -> EachInk<[u8; N]> {
        let mut channels = [[0; N]; 260];
        for (ink, rgba) in &self.entries {
            channels[usize::from(*ink)].copy_from_slice(&rgba[..N]);
        }
        channels
    }
}
