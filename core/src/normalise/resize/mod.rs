//! A picture scaled to the size of another.
//!
//! Light adds up, codes of sRGB do not: the mean of a black and a white pixel is the grey that reflects half the light,
//! code 188. So every pixel becomes linear light, weighted by its alpha, is filtered, and becomes sRGB again.
//!
//! Filtering is done by `fast_image_resize`, in `f32` with sums in `f64`: 16-bit integers would lose the colour of nearly
//! transparent pixels, and cut off the halo of a filter between its two directions. It is nevertheless the same to the
//! bit everywhere. Vector code is turned off; what is left adds, multiplies and divides in a fixed order, which IEEE 754
//! defines to the last bit; the one filter with a sine brings its own. Where a picture is split, and with it what is
//! rounded, follows from its size and not from the number of threads.
//!
//! The picture is read once, row by row, and scaled a stretch of rows at a time. What is held is the result.

mod filters;
mod light;
mod nearest;
mod plan;
mod stretches;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::decode::{Form, Header, Rgba, Rows};
use crate::options::ResizeFilter;
use crate::{Error, Limits, Size};

use plan::Plan;

/// A scaled picture, served as rows.
pub(crate) struct ResizedRows {
    header: Header,
    form: Arc<Form>,
    pixels: Vec<u8>,
    next: usize,
}

impl ResizedRows {
    /// Reads a picture to its end and scales it.
    ///
    /// # Errors
    /// `too_large`, before memory is taken; and those of the rows.
    pub(crate) fn new(
        rows: Box<dyn Rows + '_>,
        size: Size,
        filter: ResizeFilter,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let header = rows.header();
        let kernel = filters::kernel(filter);
        let plan = kernel.map(|(_, support)| Plan::new(header.size, size, support));
        let bytes = check(header.size, size, plan.as_ref(), limits)?;
        let mut pixels = vec![0; bytes];
        let mut rows = Rgba::new(rows);
        match kernel.zip(plan) {
            Some(((kernel, _), plan)) => stretches::resize(&mut rows, &plan, kernel, &mut pixels)?,
            None => nearest::resize(&mut rows, size, &mut pixels)?,
        }
        rows.finish()?;
        Ok(Self { header: Header { size, ..header }, form: Form::of_rgba(size), pixels, next: 0 })
    }
}

/// The bytes of the result, if they and those of the work are within the limits.
fn check(from: Size, to: Size, plan: Option<&Plan>, limits: &Limits) -> Result<usize, Error> {
    let result = to.pixels().saturating_mul(4);
    let bytes =
        result.saturating_add(plan.map_or_else(|| nearest::working_bytes(from, to), Plan::working_bytes));
    let too_large = || {
        Error::too_large(format!(
            "resize = reference holds the picture whole: from {}x{} to {}x{} takes {bytes} bytes, more than \
             max_decoded_bytes = {}; raise that limit, or compare with resize = none, which reads row by row",
            from.width, from.height, to.width, to.height, limits.max_decoded_bytes
        ))
    };
    if bytes > limits.max_decoded_bytes {
        return Err(too_large());
    }
    usize::try_from(result).map_err(|_| too_large())
}

impl Rows for ResizedRows {
    fn header(&self) -> Header {
        self.header
    }

    fn form(&self) -> &Arc<Form> {
        &self.form
    }

    fn read(&mut self, out: &mut [u8]) -> Result<(), Error> {
        out.copy_from_slice(&self.pixels[self.next..self.next + out.len()]);
        self.next += out.len();
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
