//! An error of the engine, on its way to becoming a `DiffError`.

use depicted::{Error, ErrorKind};

/// What a `DiffError` is made of.
pub struct Failure {
    /// One of the five stable codes.
    pub(crate) code: &'static str,
    /// `before`, `after` or nothing.
    pub(crate) side: Option<String>,
    /// The engine's words.
    pub(crate) message: String,
}

impl Failure {
    /// Options that cannot be read; `why` is what serde says.
    pub(crate) fn bad_option(why: &serde_json::Error) -> Self {
        Self { code: ErrorKind::BadOption.code(), side: None, message: words(why) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let side = error.side().map(|side| side.to_string());
        Self { code: error.code(), side, message: error.to_string() }
    }
}

/// The message without its place: nobody wrote the JSON that it counts columns of.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}
