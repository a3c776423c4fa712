//! What lies under the changes.

use super::ink::{Ink, NOTHING, fade_grey};
use crate::decode::Rows;
use crate::normalise::Canvas;
use crate::{Error, Side};

/// Rows that are read, drawn and packed at a time.
const BAND: u32 = 64;

/// Rows of inks, top to bottom, ready to be drawn on.
pub(super) struct Ground<'a> {
    canvas: Canvas,
    pictures: Option<Pictures<'a>>,
    next: u32,
}

/// The pictures that are faded to grey.
struct Pictures<'a> {
    before: &'a mut dyn Rows,
    after: &'a mut dyn Rows,
    fade: f64,
    /// One row of either, RGBA8.
    row: Vec<u8>,
}

/// A band of rows of inks.
pub(super) struct Inks {
    inks: Vec<Ink>,
    top: u32,
    width: usize,
}

impl Inks {
    /// The rows with their number on the canvas.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = (u32, &mut [Ink])> {
        (self.top..).zip(self.inks.chunks_exact_mut(self.width))
    }
}

impl<'a> Ground<'a> {
    /// The picture before as grey; where it has no pixels, the one after; where neither has, white.
    pub(super) fn grey(
        canvas: &Canvas,
        before: &'a mut dyn Rows,
        after: &'a mut dyn Rows,
        fade: f64,
    ) -> Self {
        Self { canvas: *canvas, pictures: Some(Pictures { before, after, fade, row: Vec::new() }), next: 0 }
    }

    /// Nothing.
    pub(super) fn transparent(canvas: &Canvas) -> Self {
        Self { canvas: *canvas, pictures: None, next: 0 }
    }

    /// The next rows; `None` after the last one.
    pub(super) fn next_band(&mut self) -> Result<Option<Inks>, Error> {
        let width = self.canvas.size.width as usize;
        let rows = BAND.min(self.canvas.size.height - self.next);
        if rows == 0 {
            return Ok(None);
        }
        let blank = if self.pictures.is_some() { 255 } else { NOTHING };
        let mut band = Inks { inks: vec![blank; width * rows as usize], top: self.next, width };
        if let Some(pictures) = &mut self.pictures {
            for (y, inks) in band.rows() {
                // First the picture after, if it shows; then the one before, over it.
                if self.canvas.sizes_differ() {
                    pictures.fade_row(Side::After, y, inks)?;
                }
                pictures.fade_row(Side::Before, y, inks)?;
            }
        }
        self.next += rows;
        Ok(Some(band))
    }
}

impl Pictures<'_> {
    fn fade_row(&mut self, side: Side, y: u32, inks: &mut [Ink]) -> Result<(), Error> {
        let rows = match side {
            Side::Before => &mut *self.before,
            Side::After => &mut *self.after,
        };
        let size = rows.header().size;
        if y >= size.height {
            return Ok(());
        }
        self.row.resize(size.width as usize * 4, 0);
        rows.read(&mut self.row).map_err(|error| error.at(side))?;
        let (pixels, _) = self.row.as_chunks::<4>();
        // Screenshots repeat pixels: the last answer often serves again.
        let mut last = ([255; 4], 255);
        for (ink, pixel) in inks.iter_mut().zip(pixels) {
            if *pixel != last.0 {
                last = (*pixel, Ink::from(fade_grey(*pixel, self.fade)));
            }
            *ink = last.1;
        }
        Ok(())
    }
}
