//! What lies under the changes, and the pictures beside it.

use super::grey::Greys;
use super::ink::{Ink, NOTHING};
use crate::decode::{Rgba, Rows};
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
    rows: Rgba<&'a mut dyn Rows>,
    side: Side,
    row: Vec<u8>,
    /// The greys of a palette.
    inks: Option<Box<[Ink; 256]>>,
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
        let greys = Greys::new(options.fade);
        Self {
            canvas: *canvas,
            mode: options.mode,
            before: Reading::new(before, Side::Before, &greys),
            after: Reading::new(after, Side::After, &greys),
            greys,
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
                after.row(y, kept_after, greys, after_shows.then_some(&mut *inks))?;
            }
            before.row(y, kept_before, greys, Some(inks))?;
        }
        Ok(())
    }
}

impl<'a> Reading<'a> {
    fn new(rows: &'a mut dyn Rows, side: Side, greys: &Greys) -> Self {
        let inks =
            rows.form().palette().map(|palette| Box::new(palette.map(|pixel| Ink::from(greys.grey(pixel)))));
        Self { rows: Rgba::new(rows), side, row: Vec::new(), inks }
    }

    /// Reads row `y` into `kept`, which may be longer, or else into a buffer, and draws it. Below the last row there are no
    /// pixels.
    fn row(
        &mut self,
        y: u32,
        kept: Option<&mut [u8]>,
        greys: &Greys,
        inks: Option<&mut [Ink]>,
    ) -> Result<(), Error> {
        let size = self.rows.header().size;
        if y >= size.height {
            return Ok(());
        }
        let length = size.width as usize * 4;
        match (kept, &self.inks, inks) {
            (None, Some(greys), Some(inks)) => {
                let stored = self.rows.stored().map_err(|error| error.at(self.side))?;
                inks.iter_mut().zip(stored).for_each(|(ink, value)| *ink = greys[usize::from(*value)]);
            }
            (kept, _, inks) => {
                let row = if let Some(kept) = kept {
                    &mut kept[..length]
                } else {
                    self.row.resize(length, 0);
                    &mut self.row
                };
                self.rows.read(row).map_err(|error| error.at(self.side))?;
                if let Some(inks) = inks {
                    greys.row(row.as_chunks().0, inks);
                }
            }
        }
        Ok(())
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
