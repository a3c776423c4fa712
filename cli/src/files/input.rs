//! A picture to read.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use depicted::{Limits, Picture};

use super::STREAM;
use crate::trouble::Trouble;

/// Where a picture comes from.
#[derive(Debug, PartialEq)]
pub(crate) enum Input {
    /// Standard input, read to its end.
    Stdin,
    /// What was read from standard input, to be looked at more than once.
    Held(Vec<u8>),
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The file of that name, or standard input for `-`.
    pub(crate) fn new(typed: PathBuf) -> Self {
        if typed.as_os_str() == STREAM { Self::Stdin } else { Self::File(typed) }
    }

    /// The same, with standard input read into memory: as far as the limits go and one byte further, which is where the
    /// engine refuses it.
    ///
    /// # Errors
    /// When standard input cannot be read.
    pub(crate) fn held(self, limits: &Limits) -> Result<Self, Trouble> {
        let Self::Stdin = self else { return Ok(self) };
        let mut bytes = Vec::new();
        let most = limits.max_bytes.saturating_add(1);
        match io::stdin().take(most).read_to_end(&mut bytes) {
            Ok(_) => Ok(Self::Held(bytes)),
            Err(error) => Err(Trouble::io(format!("cannot read standard input: {error}"))),
        }
    }

    /// The file, where it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin | Self::Held(_) => None,
        }
    }

    /// What the engine reads.
    pub(crate) fn picture(&self) -> Picture<'_> {
        match self {
            Self::Stdin => Picture::from_reader(io::stdin()),
            Self::Held(bytes) => Picture::from_bytes(bytes),
            Self::File(path) => Picture::from_path(path),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin | Self::Held(_) => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
