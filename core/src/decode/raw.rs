//! Rows of raw pixels: copied from where they are.

use std::sync::Arc;

use super::{Form, Header, Rows};
use crate::{Error, Limits, RgbaView};

/// The rows of an [`RgbaView`].
pub(super) struct RawRows<'a> {
    view: RgbaView<'a>,
    form: Arc<Form>,
    next: u32,
}

impl<'a> RawRows<'a> {
    pub(super) fn new(view: RgbaView<'a>, limits: &Limits) -> Result<Self, Error> {
        limits.check_pixels(view.size())?;
        Ok(Self { view, form: Form::of_rgba(view.size()), next: 0 })
    }
}

impl Rows for RawRows<'_> {
    fn header(&self) -> Header {
        Header { size: self.view.size(), has_alpha: true, animated: false }
    }

    fn form(&self) -> &Arc<Form> {
        &self.form
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for row in out.chunks_exact_mut(self.view.size().width as usize * 4) {
            row.copy_from_slice(self.view.row(self.next));
            self.next += 1;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn rewind(&mut self) -> Result<(), Error> {
        self.next = 0;
        Ok(())
    }
}
