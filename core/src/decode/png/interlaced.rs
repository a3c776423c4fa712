//! An interlaced PNG: its last row is complete only when all of it was read, so it is decoded whole.

use png::Reader;

use super::expand::Expand;
use super::fault;
use crate::Error;
use crate::decode::icc::Transform;
use crate::decode::input::Input;
use crate::decode::{Header, Rows};

/// All rows as they are stored, which takes no more memory than RGBA8 and often a fraction of it.
pub(super) struct Interlaced {
    header: Header,
    expand: Expand,
    transform: Option<Box<Transform>>,
    stored: Vec<u8>,
    next: usize,
}

impl Interlaced {
    /// Decodes the picture and reads the file to its end. The caller has checked its size.
    pub(super) fn decode(
        mut reader: Reader<Input<'_>>,
        header: Header,
        expand: Expand,
        transform: Option<Box<Transform>>,
    ) -> Result<Self, Error> {
        let bytes = reader.output_buffer_size().ok_or_else(|| fault(png::DecodingError::LimitsExceeded))?;
        let mut stored = vec![0; bytes];
        reader.next_frame(&mut stored).map_err(fault)?;
        reader.finish().map_err(fault)?;
        Ok(Self { header, expand, transform, stored, next: 0 })
    }
}

impl Rows for Interlaced {
    fn header(&self) -> Header {
        self.header
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        let stored_bytes = self.stored.len() / self.header.size.height as usize;
        for pixels in out.chunks_exact_mut(self.header.size.width as usize * 4) {
            self.expand.row(&self.stored[self.next..self.next + stored_bytes], pixels);
            self.next += stored_bytes;
        }
        if let Some(transform) = &self.transform {
            transform.apply(out);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn ignore_profile(&mut self) {
        self.transform = None;
    }

    fn rewind(&mut self) -> Result<(), Error> {
        self.next = 0;
        Ok(())
    }
}
