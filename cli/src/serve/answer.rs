//! Answers, one line of JSON each.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use depicted::Report;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::output::{Stdout, cannot_tell};
use crate::trouble::Trouble;

/// What came of a request: the report, and the highlighted picture in base64.
pub(super) type Outcome = Result<(Report, Option<String>), Trouble>;

/// What is told of a request.
#[derive(Serialize)]
pub(super) struct Answer {
    id: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Trouble>,
}

/// A report, and the picture.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    report: Report,
    highlight: Option<String>,
}

impl Answer {
    /// To the request of that id.
    pub(super) fn new(id: Option<Box<RawValue>>, outcome: Outcome) -> Self {
        match outcome {
            Ok((report, highlight)) => Self { id, report: Some(Told { report, highlight }), error: None },
            Err(trouble) => Self { id, report: None, error: Some(trouble) },
        }
    }
}

/// Where answers go.
pub(super) struct Answers(Mutex<State>);

struct State {
    stdout: Stdout,
    trouble: Option<Trouble>,
}

impl Answers {
    /// To standard output.
    pub(super) fn new() -> Self {
        Self(Mutex::new(State { stdout: Stdout::new(), trouble: None }))
    }

    /// Tells an answer at once. `false` when nobody can be told anything any more.
    pub(super) fn tell(&self, answer: &Answer) -> bool {
        let mut line = serde_json::to_string(answer).expect("an answer has a form in JSON");
        line.push('\n');
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.trouble.is_some() || state.stdout.is_gone() {
            return false;
        }
        match state.stdout.write_all(line.as_bytes()).and_then(|()| state.stdout.flush()) {
            Ok(()) => !state.stdout.is_gone(),
            Err(error) => {
                state.trouble = Some(cannot_tell(&error));
                false
            }
        }
    }

    /// What went wrong.
    ///
    /// # Errors
    /// When standard output could not be written.
    pub(super) fn finish(self) -> Result<(), Trouble> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).trouble.map_or(Ok(()), Err)
    }
}
