//! Pixels with alpha, laid over an opaque ground.

use std::borrow::Cow;

/// What lies under a transparent picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backdrop {
    White,
    Black,
}

impl Backdrop {
    /// One channel over the ground: `(c·α + ground·(255−α)) / 255`, rounded.
    #[inline]
    pub(crate) fn over(self, channel: u8, alpha: u8) -> u8 {
        let ground = match self {
            Self::White => 255,
            Self::Black => 0,
        };
        let alpha = u32::from(alpha);
        ((u32::from(channel) * alpha + ground * (255 - alpha) + 127) / 255) as u8
    }

    /// One RGBA8 pixel as RGB.
    #[inline]
    pub(crate) fn rgb(self, pixel: [u8; 4]) -> [u8; 3] {
        let [r, g, b, alpha] = pixel;
        if alpha == 255 {
            return [r, g, b];
        }
        [self.over(r, alpha), self.over(g, alpha), self.over(b, alpha)]
    }

    /// A row of RGBA8 over the ground; the fourth byte of a pixel then says nothing. An opaque row is left where it is.
    pub(crate) fn row(self, row: &[u8]) -> Cow<'_, [u8]> {
        let (pixels, _) = row.as_chunks::<4>();
        // Folding before asking compiles to a few wide instructions.
        if pixels.iter().fold(255, |all, pixel| all & pixel[3]) == 255 {
            return Cow::Borrowed(row);
        }
        let over = |pixel: &[u8; 4]| {
            let [r, g, b] = self.rgb(*pixel);
            [r, g, b, 255]
        };
        Cow::Owned(pixels.iter().flat_map(over).collect())
    }
}
