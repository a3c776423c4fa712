//! Rows of bytes to a file format.

#[cfg(feature = "png")]
mod png;
#[cfg(feature = "webp")]
mod webp;

use std::io::Write;

use super::sheet::Sheet;
use crate::{Error, HighlightFormat, Limits};

/// Takes the next row of bytes.
pub(super) type Put<'a> = &'a mut (dyn FnMut(&[u8]) -> Result<(), Error> + Send);

/// Checks that this build writes `format`.
///
/// # Errors
/// `unsupported_format`, naming the feature.
pub(super) fn check(format: HighlightFormat) -> Result<(), Error> {
    let (name, feature, built) = match format {
        HighlightFormat::Png => ("PNG", "png", cfg!(feature = "png")),
        HighlightFormat::Webp => ("WebP", "webp", cfg!(feature = "webp")),
    };
    if built {
        return Ok(());
    }
    Err(Error::unsupported(format!(
        "the highlight is to be written as {name}, and this build leaves out the feature '{feature}'"
    )))
}

/// Writes a picture whose rows come from `draw`.
///
/// # Errors
/// Those of `draw`, `io` when it cannot be written, `too_large` when the format or the limits do not allow it.
pub(super) fn write(
    format: HighlightFormat,
    sheet: &Sheet,
    limits: &Limits,
    out: &mut (dyn Write + Send),
    draw: impl FnOnce(Put<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    check(format)?;
    match format {
        #[cfg(feature = "png")]
        HighlightFormat::Png => png::write(sheet, out, draw),
        #[cfg(feature = "webp")]
        HighlightFormat::Webp => webp::write(sheet, limits, out, draw),
        #[cfg(not(all(feature = "png", feature = "webp")))]
        _ => {
            let _ = (sheet, limits, out, draw);
            unreachable!("the format was checked")
        }
    }
}

#[cfg(any(feature = "png", feature = "webp"))]
fn cannot_write(error: std::io::Error) -> Error {
    Error::io("cannot write the highlighted picture", error)
}
