//! The command line, and its page.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use depicted_cli::Shown;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

/// Runs the command line, the name of the program first; returns the exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| {
        let exit = depicted_cli::run(args);
        // Rust does so at the end of its own programs only; there is nobody to tell of an error.
        let _ = io::stdout().flush();
        exit.code()
    })
}

/// A picture's name, the files before and after, the report as JSON, and the highlighted picture. Without a report the
/// picture is new: it has no file before.
type Entry = (String, PathBuf, PathBuf, Option<String>, Option<Vec<u8>>);

/// Writes the page that `depicted diff --html` writes, over results that are there already.
#[pyfunction]
pub(crate) fn write_page(
    py: Python<'_>,
    path: PathBuf,
    names: (String, String),
    entries: Vec<Entry>,
    seconds: f64,
) -> PyResult<()> {
    let shown = |(name, before, after, report, highlight): Entry| {
        let report = report.map(|json| serde_json::from_str(&json)).transpose();
        let report = report.map_err(|wrong| PyValueError::new_err(wrong.to_string()))?;
        Ok(Shown { name, before, after, report, highlight })
    };
    let shown: Vec<Shown> = entries.into_iter().map(shown).collect::<PyResult<_>>()?;
    let elapsed = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    let names = names.into();
    let written = py.detach(move || depicted_cli::write_page(&path, &names, shown, elapsed));
    written.map_err(PyOSError::new_err)
}
