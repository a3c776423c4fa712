//! Errors of the engine as `depicted.DiffError`.

use depicted::{Error, Side};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// The engine's error in Python.
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    new(py, error.code(), error.side(), &error.to_string())
}

/// Options that cannot even be read.
pub(crate) fn bad_option(py: Python<'_>, message: &str) -> PyErr {
    new(py, depicted::ErrorKind::BadOption.code(), None, message)
}

/// A `DiffError`, which is a class of Python's: it is pickled and documented there.
fn new(py: Python<'_>, code: &str, side: Option<Side>, message: &str) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let side = side.map(|side| side.to_string());
    let made = CLASS
        .import(py, "depicted._errors", "DiffError")
        .and_then(|class| class.call1((message, code, side)));
    made.map_or_else(|error| error, PyErr::from_value)
}
