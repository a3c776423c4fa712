//! The program of the system that shows a file.

use std::path::Path;
use std::time::Duration;

use crate::trouble::Trouble;

/// How long to wait for a program that may still say that it cannot.
const PATIENCE: Duration = Duration::from_secs(2);

/// Opens a file and does not wait until it is closed.
///
/// # Errors
/// When there is no program for it.
pub(crate) fn open(path: &Path) -> Result<(), Trouble> {
    open::that_detached_with_timeout(path, PATIENCE).map_err(|error| {
        Trouble::io(format!(
            "cannot open {}: no program of the system shows it ({error}): open it yourself and leave out --open",
            path.display()
        ))
    })
}
