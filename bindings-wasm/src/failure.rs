//! An error as JavaScript reads it: code, message and side.

use depicted::{Error, ErrorKind, Side};
use serde::Serialize;

/// Memory that WebAssembly does not have, as JSON text. It is written out because there is no memory left to make it.
pub(crate) const OUT_OF_MEMORY: &str = r#"{"code":"too_large","message":"the pictures take more memory than WebAssembly has, at most 4 GiB and 2 GiB in one piece: compare smaller ones, or use the command line","side":null}"#;

/// What `DiffError` is made of.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    side: Option<Side>,
}

impl Failure {
    /// Options that could not be read; the message is serde's.
    pub(crate) fn bad_option(error: &serde_json::Error) -> Self {
        Self { code: ErrorKind::BadOption.code(), message: error.to_string(), side: None }
    }

    /// As JSON text.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: error.code(), message: error.to_string(), side: error.side() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_written_out_are_a_failure_like_the_others() {
        let words: serde_json::Value = serde_json::from_str(OUT_OF_MEMORY).unwrap();
        assert_eq!(words["code"], ErrorKind::TooLarge.code());
        assert!(words["message"].is_string() && words["side"].is_null());
        assert_eq!(words.as_object().unwrap().len(), 3);
    }
}
