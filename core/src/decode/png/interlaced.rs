//! An interlaced PNG: its last row is complete only when all of it was read, so it is decoded whole.

use std::sync::Arc;

use png::Reader;

use super::fault;
use crate::Error;
use crate::decode::input::Input;
use crate::decode::{Form, Header, Rows};

/// All rows as they are stored, which takes no more memory than RGBA8 and often a fraction of it.
pub(super) struct Interlaced {
    header: Header,
    form: Arc<Form>,
    stored: Vec<u8>,
    next: usize,
}

impl Interlaced {
    /// Decodes the picture and reads the file to its end. The caller has checked its size.
    pub(super) fn decode(
        mut reader: Reader<Input<'_>>,
        header: Header,
        form: Arc<Form>,
    ) -> Result<Self, Error> {
        let bytes = reader.output_buffer_size().ok_or_else(|| fault(png::DecodingError::LimitsExceeded))?;
        let mut stored = vec![0; bytes];
        reader.next_frame(&mut stored).map_err(fault)?;
        reader.finish().map_err(fault)?;
        Ok(Self { header, form, stored, next: 0 })
    }
}

impl Rows for Interlaced {
    fn header(&self) -> Header {
        self.header
    }

    fn form(&self) -> &Arc<Form> {
        &self.form
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        out.copy_from_slice(&self.stored[self.next..self.next + out.len()]);
        self.next += out.len();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn ignore_profile(&mut self) {
        self.form = self.form.with_profile(None);
    }

    fn rewind(&mut self) -> Result<(), Error> {
        self.next = 0;
        Ok(())
    }
}
