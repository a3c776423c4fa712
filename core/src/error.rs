//! The one error of the crate: a kind with a stable code, and a message that names the value and the limit.

use std::fmt;
use std::path::Path;

use crate::Side;

/// Why a comparison could not be made.
///
/// ```
/// let error = depicted::diff(&b"not a picture"[..], &b"nor this"[..], &depicted::Options::default()).unwrap_err();
/// assert_eq!(error.code(), "unsupported_format");
/// assert_eq!(error.side(), Some(depicted::Side::Before));
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{}{message}", Prefix(*side))]
pub struct Error {
    kind: ErrorKind,
    side: Option<Side>,
    message: String,
    source: Option<std::io::Error>,
}

/// Whose fault an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are in no format that this build reads.
    UnsupportedFormat,
    /// The bytes begin as a known format and then break its rules: cut off, failed checksum, no pixels.
    CorruptImage,
    /// A limit of [`Limits`](crate::Limits) would be exceeded.
    TooLarge,
    /// An option has a value outside its range, or has no meaning for the metric.
    BadOption,
    /// A file could not be read or written.
    Io,
}

impl ErrorKind {
    /// The stable code, the same in every language: `unsupported_format`, `corrupt_image`, `too_large`,
    /// `bad_option`, `io`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnsupportedFormat => "unsupported_format",
            Self::CorruptImage => "corrupt_image",
            Self::TooLarge => "too_large",
            Self::BadOption => "bad_option",
            Self::Io => "io",
        }
    }
}

impl Error {
    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable code of [`kind`](Self::kind).
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The picture that is at fault, if it is one of the two.
    pub fn side(&self) -> Option<Side> {
        self.side
    }

    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::UnsupportedFormat, message)
    }

    pub(crate) fn corrupt(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::CorruptImage, message)
    }

    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::TooLarge, message)
    }

    pub(crate) fn bad_option(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::BadOption, message)
    }

    /// An input or output error; `doing` says what was tried: `cannot open a.png`.
    pub(crate) fn io(doing: impl fmt::Display, source: std::io::Error) -> Self {
        let message = format!("{doing}: {source}");
        Self { source: Some(source), ..Self::new(ErrorKind::Io, message) }
    }

    /// The same error, said of one picture; a side that is already named stays.
    pub(crate) fn at(mut self, side: Side) -> Self {
        self.side.get_or_insert(side);
        self
    }

    /// The same error, with the name of the picture that is at fault; `names` are those of before and after.
    pub(crate) fn naming(mut self, [before, after]: [Option<String>; 2]) -> Self {
        let name = match self.side {
            Some(Side::Before) => before,
            Some(Side::After) => after,
            None => None,
        };
        if let Some(name) = name.filter(|name| !self.message.contains(name)) {
            self.message = format!("{name}: {}", self.message);
        }
        self
    }

    /// An error of writing, said of the file that was to be written; others stay as they are.
    pub(crate) fn writing(self, path: &Path) -> Self {
        match self {
            Self { kind: ErrorKind::Io, side: None, source: Some(source), .. } => {
                Self::io(format_args!("cannot write {}", path.display()), source)
            }
            other => other,
        }
    }

    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, side: None, message: message.into(), source: None }
    }
}

/// `before: ` or nothing, in front of a message.
struct Prefix(Option<Side>);

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |side| write!(f, "{side}: "))
    }
}
