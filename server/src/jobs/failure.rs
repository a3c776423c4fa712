//! Why an attempt came to nothing.

use std::path::PathBuf;

use anyhow::Error;

/// What is told of an attempt that came to nothing.
pub(super) struct Failure {
    /// For people, more than a line.
    pub(super) log: String,
    /// One line.
    pub(super) message: String,
    /// Whether another attempt may do better.
    pub(super) again: bool,
    /// What was to be seen last of a page: a file in the folder of the attempt.
    pub(super) last_frame: Option<PathBuf>,
}

/// Another attempt may do better.
pub(super) fn again(error: Error) -> Failure {
    Failure { again: true, ..never(error) }
}

/// Another attempt would end the same way.
#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped with")]
pub(super) fn never(error: Error) -> Failure {
    let message = format!("{error:#}");
    Failure { log: format!("{message}\n"), message, again: false, last_frame: None }
}
