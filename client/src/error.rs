//! Why an operation failed, in the words of whoever refused it.

use std::fmt;

/// What the operations give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed: which one it was, and what went wrong.
#[derive(Debug)]
pub struct Error {
    operation: String,
    kind: ErrorKind,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value that cannot be used; nothing was sent.
    #[error("{0}")]
    Usage(String),
    /// The server refused.
    #[error("the server says: {text} (status {status})")]
    Refused {
        /// The status of HTTP.
        status: u16,
        /// The stable code, where the server gave one.
        code: Option<String>,
        /// The server's text.
        text: String,
    },
    /// The server could not be reached, or the connection broke.
    #[error("{0}")]
    Connection(String),
    /// An answer that is not what the interface promises.
    #[error("the server's answer is not understood: {0}")]
    Answer(String),
    /// A local file that cannot be read or written.
    #[error("{0}")]
    File(String),
    /// It took longer than allowed.
    #[error("{0}")]
    TimedOut(String),
}

impl Error {
    pub(crate) fn new(operation: impl Into<String>, kind: ErrorKind) -> Self {
        Self { operation: operation.into(), kind }
    }

    /// Names the operation and what it was about: `upload of home.png`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The status of HTTP, where the server refused.
    pub fn status(&self) -> Option<u16> {
        match self.kind {
            ErrorKind::Refused { status, .. } => Some(status),
            _ => None,
        }
    }

    /// The server's stable code, where it gave one.
    pub fn code(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::Refused { code, .. } => code.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.kind)
    }
}

/// All that an error of the transport says, without the address: that is said by us, without what might be secret in it.
pub(crate) fn chain(error: reqwest::Error) -> String {
    use std::error::Error as _;
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
