//! Checks of the options that no metric owns.

use super::{Options, resize};
use crate::{Error, highlight};

/// Checks ranges that are the same for every metric.
///
/// # Errors
/// `bad_option`, naming the option, its value and its range.
pub(crate) fn check(options: &Options) -> Result<(), Error> {
    highlight::check(&options.highlight)?;
    resize::check(options.resize, options.resize_filter)?;
    if let Some(most) = options.tolerance.max_distortion.filter(|most| !(0.0..=1.0).contains(most)) {
        return Err(Error::bad_option(format!(
            "tolerance.max_distortion {most} is out of range: give 0 to 1"
        )));
    }
    if options.threads > MAX_THREADS {
        return Err(Error::bad_option(format!(
            "threads {} is out of range: give 0 (all cores) to {MAX_THREADS}",
            options.threads
        )));
    }
    Ok(())
}

/// More threads than this are a mistake.
const MAX_THREADS: usize = 1024;
