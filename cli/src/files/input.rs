//! A picture to read.

use std::fmt;
use std::io;
use std::path::PathBuf;

use depicted::Picture;

use super::STREAM;

/// Where a picture comes from.
#[derive(Debug, PartialEq)]
pub(crate) enum Input {
    /// Standard input, read to its end.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The file of that name, or standard input for `-`.
    pub(crate) fn new(typed: PathBuf) -> Self {
        if typed.as_os_str() == STREAM { Self::Stdin } else { Self::File(typed) }
    }

    /// What the engine reads.
    pub(crate) fn picture(&self) -> Picture<'static> {
        match self {
            Self::Stdin => Picture::from_reader(io::stdin()),
            Self::File(path) => Picture::from_path(path),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
