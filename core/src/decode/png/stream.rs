//! A PNG that is not interlaced, row by row: memory grows with the width and never with the height.

use std::sync::Arc;

use super::check::Seen;
use super::filter::{self, TOGETHER};
use super::inflate::Inflate;
use crate::Error;
use crate::decode::form::Form;
use crate::decode::input::Encoded;
use crate::decode::{Header, Rows};

/// The rows of a PNG, inflated as they are asked for.
pub(super) struct Stream<'s> {
    encoded: &'s Encoded<'s>,
    header: Header,
    form: Arc<Form>,
    inflate: Inflate<'s>,
    /// The row that was read last; zeros ahead of the first one.
    above: Vec<u8>,
    /// Rows not read yet.
    left: u32,
    /// IEND was read.
    ended: bool,
}

impl<'s> Stream<'s> {
    pub(super) fn open(encoded: &'s Encoded<'s>, header: Header, form: Arc<Form>) -> Result<Self, Error> {
        let row = form.row_bytes();
        Ok(Self {
            encoded,
            header,
            form,
            inflate: Inflate::open(encoded, row + 1)?,
            above: vec![0; row],
            left: header.size.height,
            ended: false,
        })
    }
}

impl Rows for Stream<'_> {
    fn header(&self) -> Header {
        self.header
    }

    fn form(&self) -> &Arc<Form> {
        &self.form
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        let (row, pixel) = (self.form.row_bytes(), self.form.pixel_bytes());
        let mut done = 0;
        while done < out.len() {
            let filtered = self.inflate.rows(row + 1, ((out.len() - done) / row).min(TOGETHER))?;
            let (before, rest) = out.split_at_mut(done);
            let above = if done == 0 { &self.above } else { &before[done - row..] };
            done += filtered.len() / (row + 1) * row;
            let rows = &mut rest[..filtered.len() / (row + 1) * row];
            filter::undo(filtered, above, rows, pixel)?;
        }
        if let Some(last) = out.len().checked_sub(row) {
            self.above.copy_from_slice(&out[last..]);
        }
        self.left -= (out.len() / row) as u32;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        let mut row = vec![0; if self.left > 0 { self.form.row_bytes() } else { 0 }];
        while self.left > 0 {
            self.read(&mut row)?;
        }
        if !self.ended {
            let (mut chunk, chunks) = self.inflate.finish()?;
            let mut seen = Seen::behind_pixels();
            loop {
                seen.chunk(chunk)?;
                chunks.skip_body(chunk)?;
                if &chunk.kind == b"IEND" {
                    break;
                }
                chunk = chunks.next()?;
            }
            self.ended = true;
        }
        Ok(())
    }

    fn ignore_profile(&mut self) {
        self.form = self.form.with_profile(None);
    }

    fn rewind(&mut self) -> Result<(), Error> {
        *self = Self::open(self.encoded, self.header, Arc::clone(&self.form))?;
        Ok(())
    }
}
