//! The comparison of a picture with its reference.

use std::fs;
use std::path::Path;
use std::time::Instant;

use depicted::{Differ, Options, Report};

use crate::files::{Input, cannot_write, folder_of};
use crate::trouble::Trouble;

/// Compares two files, and draws what differs to a third, if anything does.
///
/// # Errors
/// When either is no picture, or nothing can be drawn.
pub(crate) fn compare(
    reference: &Path,
    run: &Path,
    diff: &Path,
    options: Options,
) -> Result<Report, Trouble> {
    let folder = folder_of(diff);
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    let (reference, run) = (Input::File(reference.to_owned()), Input::File(run.to_owned()));
    let start = Instant::now();
    Differ::new(options)
        .clock(move || start.elapsed())
        .highlight_to_path(diff)
        .diff(reference.picture(), run.picture())
        .map_err(|error| Trouble::engine(&error, &reference, &run))
}
