//! The highlighted picture: the unchanged picture faded to grey with changes in colour, the changes alone, or both
//! pictures beside the first of these.
//!
//! It is drawn after the verdict, because only then is it known which changes count. One more reading of the picture
//! before (and of the one after, where it shows) meets the masks that were kept, row by row.

mod encode;
mod grey;
mod ground;
mod ink;
mod layers;
mod sheet;
mod target;
#[cfg(all(test, feature = "png"))]
mod tests;

pub(crate) use target::Target;

use crate::decode::Rows;
use crate::normalise::Canvas;
use crate::options::{Highlight, Options};
use crate::report::Shown;
use crate::{Error, parallel};
use encode::Put;
use ground::Ground;
use layers::Layers;
use sheet::Sheet;

/// Checks the options of the highlight.
///
/// # Errors
/// `bad_option` when `fade` is not within 0 to 1, `unsupported_format` when this build does not write `format`.
pub(crate) fn check(options: &Highlight) -> Result<(), Error> {
    if !(0.0..=1.0).contains(&options.fade) {
        return Err(Error::bad_option(format!(
            "highlight.fade {} is out of range: give 0 to 1",
            options.fade
        )));
    }
    options.format.map_or(Ok(()), encode::check)
}

/// Draws the picture and writes it to where it goes.
///
/// # Errors
/// Those of the rows, `io` when it cannot be written, `too_large` when its format or the limits do not allow it.
pub(crate) fn write(
    target: Target<'_>,
    canvas: &Canvas,
    shown: &Shown,
    options: &Options,
    before: &mut dyn Rows,
    after: &mut dyn Rows,
) -> Result<(), Error> {
    let Options { highlight, limits, .. } = options;
    let format = target.format(highlight);
    let sheet = Sheet::new(canvas, highlight, format, before, after)?;
    let layers = Layers::new(canvas.size, shown, highlight);
    let ground = Ground::new(canvas, highlight, before, after);
    target.write(|out| encode::write(format, &sheet, limits, out, |put| draw(&sheet, ground, layers, put)))
}

fn draw(sheet: &Sheet, mut ground: Ground<'_>, mut layers: Layers<'_>, put: Put<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    let mut next = ground.next_band()?;
    while let Some(mut band) = next {
        // The next band is decoded while this one is drawn and packed.
        let (following, written) = parallel::join(
            || ground.next_band(),
            || {
                band.rows().try_for_each(|row| {
                    layers.draw(row.y, row.inks);
                    sheet.pack(&row, &mut bytes);
                    put(&bytes)
                })
            },
        );
        written?;
        next = following?;
    }
    Ok(())
}
