//! Why there is no result, in the words of the command line.

use depicted::{Error, ErrorKind, Side};
use serde::Serialize;

use crate::files::Input;

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Trouble {
    /// One of the engine's stable codes, or of those that answers to requests add.
    pub(crate) code: &'static str,
    /// The picture that is at fault, if it is one of the two.
    pub(crate) side: Option<Side>,
    /// One line for people.
    pub(crate) message: String,
}

impl Trouble {
    /// Flags that do not go together, or a value that cannot be used.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: ErrorKind::BadOption.code(), side: None, message: message.into() }
    }

    /// A file or stream that could not be read or written.
    pub(crate) fn io(message: impl Into<String>) -> Self {
        Self { code: ErrorKind::Io.code(), side: None, message: message.into() }
    }

    /// An error of the engine. It sees bytes more often than files, so the name of the file is added where it is not
    /// said yet.
    pub(crate) fn engine(error: &Error, before: &Input, after: &Input) -> Self {
        let said = error.to_string();
        let message = match error.side() {
            None => said,
            Some(side) => {
                let input = match side {
                    Side::Before => before,
                    Side::After => after,
                };
                let named = said.contains(&input.to_string());
                match said.strip_prefix(&format!("{side}: ")) {
                    Some(rest) if !named => format!("{side}: {input}: {rest}"),
                    _ => said,
                }
            }
        };
        Self { code: error.code(), side: error.side(), message }
    }
}

impl From<Error> for Trouble {
    /// An error of the engine in its own words.
    fn from(error: Error) -> Self {
        Self { code: error.code(), side: error.side(), message: error.to_string() }
    }
}
