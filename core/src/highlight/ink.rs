//! What a pixel of the highlight can be, and how few bytes that takes.
//!
//! An overlay has the greys between white and the darkest fade, and up to three colours: at the default fade 27 greys
//! and one colour, so a palette of one byte a pixel holds it. Only where fade is nearly 1 there are too many for that.

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

const INKS: usize = 260;

/// The inks that a picture may use, in the order of their palette entries, with their RGBA.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    entries: Vec<(Ink, [u8; 4])>,
}

impl Palette {
    pub(super) fn new(options: &Highlight) -> Self {
        let opaque = |Color([r, g, b]): Color| [r, g, b, 255];
        let mut entries = Vec::new();
        match options.mode {
            // Transparent first: then tRNS has one byte.
            HighlightMode::Mask => entries.push((NOTHING, [0; 4])),
            HighlightMode::Overlay => {
                entries.extend(
                    (darkest(options.fade)..=255).map(|grey| (Ink::from(grey), [grey, grey, grey, 255])),
                );
                entries.extend(options.antialiased_color.map(|color| (ANTIALIASED, opaque(color))));
            }
        }
        entries.push((CHANGED, opaque(options.color)));
        entries.extend(options.color_alt.map(|color| (DARKER, opaque(color))));
        Self { entries }
    }

    /// The entries, if a byte can number them.
    pub(super) fn indexed(&self) -> Option<&[(Ink, [u8; 4])]> {
        (self.entries.len() <= 256).then_some(&self.entries)
    }

    /// The palette entry of every ink.
    pub(super) fn indices(&self) -> [u8; INKS] {
        let mut indices = [0; INKS];
        for (index, (ink, _)) in self.entries.iter().enumerate().take(256) {
            indices[usize::from(*ink)] = index as u8;
        }
        indices
    }

    /// The colour of every ink.
    pub(super) fn colors(&self) -> [[u8; 3]; INKS] {
        let mut colors = [[0; 3]; INKS];
        for (ink, [r, g, b, _]) in &self.entries {
            colors[usize::from(*ink)] = [*r, *g, *b];
        }
        colors
    }
}

/// The grey of an opaque black pixel.
fn darkest(fade: f64) -> u8 {
    fade_grey([0, 0, 0, 255], fade)
}

/// The grey of a pixel that is faded towards white: its luma (NTSC), `fade` times as far from white, alpha included.
///
/// The order of the operations is that of `drawGrayPixel` in pixelmatch 7.2.0, and the result is cut, not rounded, as
/// storing into a byte array does.
pub(super) fn fade_grey([r, g, b, a]: [u8; 4], fade: f64) -> u8 {
    let luma = f64::from(r) * 0.298_895_31 + f64::from(g) * 0.586_622_47 + f64::from(b) * 0.114_482_23;
    (255.0 + (luma - 255.0) * fade * f64::from(a) / 255.0) as u8
}
