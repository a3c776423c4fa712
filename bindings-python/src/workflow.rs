//! The state machines: questions of `depicted.workflow` to the engine.

use pyo3::prelude::*;

/// Answers a question about a release, a run or a task; both are JSON.
#[pyfunction]
pub(crate) fn workflow(question: &str) -> String {
    depicted_workflow::answer(question)
}
