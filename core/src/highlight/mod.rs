//! The highlighted picture: the unchanged picture faded to grey with changes in colour, or the changes alone.
//!
//! It is drawn after the verdict, because only then is it known which changes count. One more reading of the picture
//! before (and of the one after, where only that one has pixels) meets the masks that were kept, row by row.

mod ground;
mod ink;
mod layers;
mod target;
#[cfg(feature = "png")]
mod writer;

pub(crate) use target::Target;

use std::io::Write;

use crate::decode::Rows;
use crate::normalise::Canvas;
use crate::options::Highlight;
use crate::report::Shown;
use crate::{Error, HighlightMode};

/// Checks the options of the highlight.
///
/// # Errors
/// `bad_option` when `fade` is not within 0 to 1.
pub(crate) fn check(options: &Highlight) -> Result<(), Error> {
    if (0.0..=1.0).contains(&options.fade) {
        return Ok(());
    }
    Err(Error::bad_option(format!("highlight.fade {} is out of range: give 0 to 1", options.fade)))
}

/// Draws the picture and writes it as PNG.
///
/// # Errors
/// Those of the rows, and `io` when it cannot be written.
#[cfg(feature = "png")]
pub(crate) fn draw(
    canvas: &Canvas,
    shown: &Shown,
    options: &Highlight,
    before: &mut dyn Rows,
    after: &mut dyn Rows,
    out: &mut (dyn Write + Send),
) -> Result<(), Error> {
    let mut png = writer::Png::new(out, canvas.size, &ink::Palette::new(options))?;
    let mut writer = png.rows()?;
    let mut layers = layers::Layers::new(canvas.size, shown, options);
    let mut ground = match options.mode {
        HighlightMode::Overlay => ground::Ground::grey(canvas, before, after, options.fade),
        HighlightMode::Mask => ground::Ground::transparent(canvas),
    };
    let mut band = ground.next_band()?;
    while let Some(mut inks) = band {
        // The next band is decoded while this one is drawn and packed.
        let (following, written) = crate::parallel::join(
            || ground.next_band(),
            || {
                inks.rows().try_for_each(|(y, row)| {
                    layers.draw(y, row);
                    writer.row(row)
                })
            },
        );
        written?;
        band = following?;
    }
    writer.finish()
}

/// Says that this build cannot write pictures.
///
/// # Errors
/// Always `unsupported_format`.
#[cfg(not(feature = "png"))]
pub(crate) fn draw(
    _canvas: &Canvas,
    _shown: &Shown,
    _options: &Highlight,
    _before: &mut dyn Rows,
    _after: &mut dyn Rows,
    _out: &mut (dyn Write + Send),
) -> Result<(), Error> {
    Err(Error::unsupported("the highlight is written as PNG, and this build leaves out the feature 'png'"))
}
