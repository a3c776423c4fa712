//! A picture as text in the page, made while it is written: never more than a piece of it is in memory.

use std::cell::RefCell;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::files::{Input, mime};
use crate::folders::Drawn;

/// Bytes that are read at a time. A multiple of three, so that only the last piece may need padding.
const PIECE: u64 = 48 * 1024;

/// An encoded picture as the value of `src`.
pub(super) struct DataUri<'a> {
    source: Source<'a>,
    /// `None` where browsers do not show the format.
    mime: Option<&'static str>,
    /// What went wrong, which a formatter cannot tell.
    error: RefCell<Option<io::Error>>,
}

/// Where the bytes are.
enum Source<'a> {
    Bytes(&'a [u8]),
    File(&'a std::path::Path),
}

impl<'a> DataUri<'a> {
    /// One of the two pictures.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn input(input: &'a Input) -> io::Result<Self> {
        match input {
            Input::File(path) => Self::new(Source::File(path)),
            Input::Held(bytes) => Self::new(Source::Bytes(bytes)),
            Input::Stdin => Err(io::Error::other("standard input is at its end")),
        }
    }

    /// A highlighted picture.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn drawn(drawn: &'a Drawn) -> io::Result<Self> {
        Self::new(match drawn {
            Drawn::File(path) => Source::File(path),
            Drawn::Memory(bytes) => Source::Bytes(bytes),
        })
    }

    fn new(source: Source<'a>) -> io::Result<Self> {
        let mut head = Vec::new();
        source.open()?.take(16).read_to_end(&mut head)?;
        Ok(Self { source, mime: mime(&head), error: RefCell::new(None) })
    }

    /// Whether browsers show it.
    pub(super) fn is_shown(&self) -> bool {
        self.mime.is_some()
    }

    /// What went wrong when it was written.
    pub(super) fn take_error(&self) -> Option<io::Error> {
        self.error.take()
    }

    fn pieces(&self, mut each: impl FnMut(&[u8]) -> fmt::Result) -> io::Result<fmt::Result> {
        let mut reader = self.source.open()?;
        let mut bytes = Vec::with_capacity(PIECE as usize);
        loop {
            bytes.clear();
            reader.by_ref().take(PIECE).read_to_end(&mut bytes)?;
            if bytes.is_empty() {
                return Ok(Ok(()));
            }
            if each(&bytes).is_err() {
                return Ok(Err(fmt::Error));
            }
        }
    }
}

impl Source<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::File(path) => Box::new(File::open(path)?),
        })
    }
}

impl fmt::Display for DataUri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write!(f, "data:{};base64,", self.mime.unwrap_or("application/octet-stream"))?;
        let written = self.pieces(|bytes| {
            text.clear();
            BASE64_STANDARD.encode_string(bytes, &mut text);
            f.write_str(&text)
        });
        written.unwrap_or_else(|error| {
            self.error.replace(Some(error));
            Err(fmt::Error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_one_text() {
        for length in [0, 1, 2, 3, PIECE as usize - 1, PIECE as usize, 2 * PIECE as usize + 1] {
            let bytes: Vec<u8> = b"\x89PNG".iter().copied().cycle().take(length).collect();
            let uri = DataUri::new(Source::Bytes(&bytes)).expect("in memory");
            let text = uri.to_string();
            let (head, body) = text.split_once(',').expect("a comma");
            assert_eq!(head.contains("image/png"), uri.is_shown() && length >= 4);
            assert_eq!(BASE64_STANDARD.decode(body).expect("base64"), bytes);
        }
    }

    #[test]
    fn a_file_that_went_away_is_told() {
        let missing = std::path::Path::new("no-such.png");
        assert!(DataUri::new(Source::File(missing)).is_err());
        let uri = DataUri { source: Source::File(missing), mime: None, error: RefCell::default() };
        let mut text = String::new();
        assert!(fmt::Write::write_fmt(&mut text, format_args!("{uri}")).is_err());
        assert_eq!(uri.take_error().map(|error| error.kind()), Some(io::ErrorKind::NotFound));
    }
}
