//! One comparison, and many.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use depicted::{Differ, Error, Options, Report, Side};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use rayon::prelude::*;

use crate::picture::Given;
use crate::{error, options, pool};

/// What a comparison gave.
struct Found {
    report: Report,
    /// The highlighted picture, where one was drawn in memory.
    highlight: Option<Vec<u8>>,
}

/// The report as JSON, the verdict in one line, and the highlighted picture.
type Told<'py> = (String, String, Option<Bound<'py, PyBytes>>);

impl Found {
    fn tell(self, py: Python<'_>) -> Told<'_> {
        let json = serde_json::to_string(&self.report).expect("a report has a form in JSON");
        (json, self.report.to_string(), self.highlight.map(|bytes| PyBytes::new(py, &bytes)))
    }
}

/// Where the highlighted picture goes.
enum Draw {
    Nowhere,
    Memory,
    File(PathBuf),
}

/// Compares two pictures; see `depicted.diff`.
#[pyfunction]
pub(crate) fn diff<'py>(
    before: &Bound<'py, PyAny>,
    after: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    draw: bool,
    output: Option<PathBuf>,
) -> PyResult<Told<'py>> {
    let py = before.py();
    let (before, after) = (Given::new(before, Side::Before)?, Given::new(after, Side::After)?);
    let options = options::read(options)?;
    let draw = match output {
        Some(path) if draw => Draw::File(path),
        None if draw => Draw::Memory,
        _ => Draw::Nowhere,
    };
    let found = py.detach(|| pool::install(|| compare(&before, &after, options, draw)));
    found.map(|found| found.tell(py)).map_err(|wrong| error::raised(py, &wrong))
}

/// Compares many pairs; see `depicted.diff_many`. In the place of a pair that fails is its error; unless `all` are
/// wanted, pairs behind the first such are left out, and None is in their places.
#[pyfunction]
pub(crate) fn diff_many<'py>(
    py: Python<'py>,
    pairs: Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>,
    options: &Bound<'py, PyDict>,
    draw: bool,
    threads: Option<usize>,
    all: bool,
) -> PyResult<Bound<'py, PyList>> {
    let given = |(before, after): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
        Ok((Given::new(&before, Side::Before)?, Given::new(&after, Side::After)?))
    };
    let pairs: Vec<(Given, Given)> = pairs.into_iter().map(given).collect::<PyResult<_>>()?;
    let options = options::read(options)?;
    let failed = AtomicUsize::new(usize::MAX);
    let one = |(number, (before, after)): (usize, &(Given, Given))| {
        if !all && number > failed.load(Ordering::Relaxed) {
            return None;
        }
        let draw = if draw { Draw::Memory } else { Draw::Nowhere };
        let found = compare(before, after, options.clone(), draw);
        if found.is_err() {
            failed.fetch_min(number, Ordering::Relaxed);
        }
        Some(found)
    };
    let work = || pairs.par_iter().enumerate().map(one).collect::<Vec<_>>();
    let found = py.detach(|| pool::install_with(threads, work));
    let found = found.map_err(|none| PyRuntimeError::new_err(none.to_string()))?;
    let list = PyList::empty(py);
    for found in found {
        match found {
            None => list.append(py.None())?,
            Some(Ok(found)) => list.append(found.tell(py))?,
            Some(Err(wrong)) => list.append(error::raised(py, &wrong).into_value(py))?,
        }
    }
    Ok(list)
}

fn compare(before: &Given, after: &Given, options: Options, draw: Draw) -> Result<Found, Error> {
    let start = Instant::now();
    let mut highlight = Vec::new();
    let differ = Differ::new(options).clock(move || start.elapsed());
    let (differ, in_memory) = match draw {
        Draw::Nowhere => (differ, false),
        Draw::Memory => (differ.highlight_to_writer(&mut highlight), true),
        Draw::File(path) => (differ.highlight_to_path(path), false),
    };
    let report = differ.diff(before.picture()?, after.picture()?)?;
    let highlight = (in_memory && report.highlight_written).then_some(highlight);
    Ok(Found { report, highlight })
}
