//! The one way through: what was asked for, compared, and what came of it.

use std::io::Write;
use std::time::Instant;

use depicted::{Differ, Options};
use napi::Env;
use napi::bindgen_prelude::{Either, Null, Object};

use crate::failure::Failure;
use crate::given::Given;
use crate::report::DiffResult;

/// What was asked for.
pub(crate) struct Request<'a> {
    pub(crate) before: Given<'a>,
    pub(crate) after: Given<'a>,
    /// The options of the engine as JSON.
    pub(crate) options: String,
    /// Whether the highlighted picture is wanted.
    pub(crate) draw: bool,
    /// The file it goes to, if it does not go to memory.
    pub(crate) output: Option<String>,
}

/// A report, and the highlighted picture where one was drawn in memory.
pub struct Compared {
    report: depicted::Report,
    highlight: Option<Vec<u8>>,
}

impl Request<'_> {
    /// Compares.
    pub(crate) fn run(self) -> Result<Compared, Failure> {
        let options: Options =
            serde_json::from_str(&self.options).map_err(|error| Failure::bad_option(&error))?;
        let (before, after) = (self.before.picture()?, self.after.picture()?);
        let start = Instant::now();
        let mut bytes = Vec::new();
        let writer: &mut (dyn Write + Send) = &mut bytes;
        let in_memory = self.draw && self.output.is_none();
        let differ = Differ::new(options).clock(move || start.elapsed());
        let differ = match self.output {
            Some(path) if self.draw => differ.highlight_to_path(path),
            None if self.draw => differ.highlight_to_writer(writer),
            _ => differ,
        };
        let report = differ.diff(before, after)?;
        let highlight = (in_memory && report.highlight_written).then_some(bytes);
        Ok(Compared { report, highlight })
    }
}

/// What came of it, as JavaScript takes it apart: `{ result, line }`, or `{ code, side, message }`.
pub(crate) fn outcome(env: &Env, compared: Result<Compared, Failure>) -> napi::Result<Object<'_>> {
    let mut outcome = Object::new(env)?;
    match compared {
        Ok(Compared { report, highlight }) => {
            outcome.set("line", report.to_string())?;
            outcome.set("result", DiffResult::new(report, highlight))?;
        }
        Err(Failure { code, side, message }) => {
            outcome.set("code", code)?;
            outcome.set("side", side.map_or(Either::B(Null), Either::A))?;
            outcome.set("message", message)?;
        }
    }
    Ok(outcome)
}
