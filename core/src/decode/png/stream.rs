//! A PNG that is not interlaced, row by row: memory grows with the width and never with the height.

use std::io;

use png::Reader;

use super::expand::Expand;
use super::{begin, fault, header};
use crate::decode::icc::Transform;
use crate::decode::input::{Encoded, Input};
use crate::decode::{Header, Rows};
use crate::{Error, Limits};

/// The rows of a PNG, inflated as they are asked for.
pub(super) struct Stream<'s> {
    encoded: &'s Encoded<'s>,
    limits: Limits,
    reader: Reader<Input<'s>>,
    header: Header,
    expand: Expand,
    transform: Option<Box<Transform>>,
    /// One row as it is stored. RGBA8 is read straight into the caller's rows and needs it only to skip some.
    row: Vec<u8>,
    /// Rows not read yet.
    left: u32,
    /// IEND was read.
    ended: bool,
}

impl<'s> Stream<'s> {
    pub(super) fn new(
        encoded: &'s Encoded<'s>,
        limits: Limits,
        reader: Reader<Input<'s>>,
        header: Header,
        expand: Expand,
        transform: Option<Box<Transform>>,
    ) -> Self {
        Self {
            encoded,
            limits,
            reader,
            header,
            expand,
            transform,
            row: Vec::new(),
            left: header.size.height,
            ended: false,
        }
    }

    /// Reads a row as it is stored into `self.row`.
    fn read_stored(&mut self) -> Result<(), Error> {
        if self.row.is_empty() {
            let info = self.reader.info();
            self.row.resize(info.raw_row_length() - 1, 0);
        }
        self.reader.read_row(&mut self.row).map_err(fault)?;
        Ok(())
    }
}

impl Rows for Stream<'_> {
    fn header(&self) -> Header {
        self.header
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for pixels in out.chunks_exact_mut(self.header.size.width as usize * 4) {
            if matches!(self.expand, Expand::Rgba8) {
                self.reader.read_row(pixels).map_err(fault)?;
            } else {
                self.read_stored()?;
                self.expand.row(&self.row, pixels);
            }
            if let Some(transform) = &self.transform {
                transform.apply(pixels);
            }
            self.left -= 1;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        while self.left > 0 {
            self.read_stored()?;
            self.left -= 1;
        }
        if !self.ended {
            self.reader.finish().map_err(fault)?;
            self.ended = true;
        }
        Ok(())
    }

    fn ignore_profile(&mut self) {
        self.transform = None;
    }

    fn rewind(&mut self) -> Result<(), Error> {
        let reader = begin(self.encoded, &self.limits)?;
        if header(&reader) != self.header {
            return Err(Error::io("the PNG", io::Error::other("changed while it was compared")));
        }
        self.expand = Expand::of(reader.info())?;
        self.reader = reader;
        self.left = self.header.size.height;
        self.ended = false;
        Ok(())
    }
}
