//! What lies under the changes, and the pictures beside it.

use super::grey::Greys;
use super::ink::{Ink, NOTHING};
use crate::decode::Rows;
use crate::normalise::Canvas;
use crate::options::Highlight;
use crate::{Error, HighlightMode, Side};

/// Rows that are read, drawn and packed at a time.
const BAND: u32 = 64;

/// Rows of the picture before as grey, top to bottom, ready to be drawn on. Where it has no pixels, the one after shows;
/// where neither has, white. For a mask there is nothing.
pub(super) struct Ground<'a> {
    canvas: Canvas,
    mode: HighlightMode,
    greys: Greys,
    before: Reading<'a>,
    after: Reading<'a>,
    next: u32,
}

/// One of the pictures.
struct Reading<'a> {
    rows: &'a mut dyn Rows,
    side: Side,
    row: Vec<u8>,
}

/// Some rows of the canvas.
pub(super) struct Band {
    top: u32,
    width: usize,
    inks: Vec<Ink>,
    /// Where they are shown: before and after in RGBA8, transparent where they have no pixels.
    pictures: Option<[Vec<u8>; 2]>,
}

/// One row of a [`Band`].
pub(super) struct Row<'a> {
    /// The row on the canvas.
    pub(super) y: u32,
    pub(super) inks: &'a mut [Ink],
    pub(super) pictures: Option<[&'a [u8]; 2]>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        canvas: &Canvas,
        options: &Highlight,
        before: &'a mut dyn Rows,
        after: &'a mut dyn Rows,
    ) -> Self {
        Self {
            canvas: *canvas,
            mode: options.mode,
            greys: Greys::new(options.fade),
            before: Reading { rows: before, side: Side::Before, row: Vec::new() },
            after: Reading { rows: after, side: Side::After, row: Vec::new() },
            next: 0,
        }
    }

    /// The next rows; `None` after the last one.
    pub(super) fn next_band(&mut self) -> Result<Option<Band>, Error> {
        let width = self.canvas.size.width as usize;
        let rows = BAND.min(self.canvas.size.height - self.next);
        if rows == 0 {
            return Ok(None);
        }
        let pixels = width * rows as usize;
        let blank = if self.mode == HighlightMode::Mask { NOTHING } else { 255 };
        let kept = || vec![0; pixels * 4];
        let pictures = (self.mode == HighlightMode::SideBySide).then(|| [kept(), kept()]);
        let mut band = Band { top: self.next, width, inks: vec![blank; pixels], pictures };
        if self.mode != HighlightMode::Mask {
            self.fill(&mut band)?;
        }
        self.next += rows;
        Ok(Some(band))
    }

    fn fill(&mut self, band: &mut Band) -> Result<(), Error> {
        let Self { greys, before, after, .. } = self;
        let Band { top, width, inks, pictures } = band;
        let after_shows = self.canvas.sizes_differ();
        for (index, inks) in inks.chunks_exact_mut(*width).enumerate() {
            let y = *top + index as u32;
            let line = index * *width * 4..(index + 1) * *width * 4;
            let [kept_before, kept_after] = match pictures {
                Some([before, after]) => [Some(&mut before[line.clone()]), Some(&mut after[line])],
                None => [None, None],
            };
            // First the picture after, if it shows; then the one before, over it.
            if after_shows || kept_after.is_some() {
                let pixels = after.row(y, kept_after)?;
                if after_shows {
                    greys.row(pixels, inks);
                }
            }
            greys.row(before.row(y, kept_before)?, inks);
        }
        Ok(())
    }
}

impl Reading<'_> {
    /// Reads row `y` into `kept`, which may be longer, or else into a buffer. Below the last row there are no pixels.
    fn row<'r>(&'r mut self, y: u32, kept: Option<&'r mut [u8]>) -> Result<&'r [[u8; 4]], Error> {
        let size = self.rows.header().size;
        if y >= size.height {
            return Ok(&[]);
        }
        let length = size.width as usize * 4;
        let row = if let Some(kept) = kept {
            &mut kept[..length]
        } else {
            self.row.resize(length, 0);
            &mut self.row
        };
        self.rows.read(row).map_err(|error| error.at(self.side))?;
        Ok(row.as_chunks().0)
    }
}

impl Band {
    /// The rows, top to bottom.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = Row<'_>> {
        let Self { top, width, inks, pictures } = self;
        let (width, pictures) = (*width, &*pictures);
        (*top..).zip(inks.chunks_exact_mut(width).enumerate()).map(move |(y, (index, inks))| {
            let line = index * width * 4..(index + 1) * width * 4;
            let pictures =
                pictures.as_ref().map(|both| both.each_ref().map(|picture| &picture[line.clone()]));
            Row { y, inks, pictures }
        })
    }
}
