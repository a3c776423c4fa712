//! The chunks of a PNG, one after the other, each with its checksum. Nothing is inflated.

use std::io::{BufRead, ErrorKind, Read};

use super::cut_off;
use crate::Error;
use crate::decode::input::{Encoded, Input};

/// The bytes that every PNG begins with.
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// An error of the structure of the file.
pub(super) fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the PNG is damaged: {what}"))
}

/// The head of a chunk.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) length: u32,
    pub(super) kind: [u8; 4],
}

/// The checksum of a chunk: of its kind and its contents.
pub(super) struct Crc(crc32fast::Hasher);

impl Crc {
    pub(super) fn of(kind: [u8; 4]) -> Self {
        let mut crc = crc32fast::Hasher::new();
        crc.update(&kind);
        Self(crc)
    }
}

/// The chunks of a file, one after the other.
pub(super) struct Chunks<'s>(Input<'s>);

impl<'s> Chunks<'s> {
    /// Opens the bytes and goes past the signature.
    pub(super) fn open(encoded: &'s Encoded<'_>) -> Result<Self, Error> {
        let mut chunks = Self(encoded.open()?);
        if chunks.take::<8>()? != SIGNATURE {
            return Err(damage("invalid PNG signature"));
        }
        Ok(chunks)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).map_err(|e| match e.kind() {
            ErrorKind::UnexpectedEof => cut_off(),
            _ => Error::io("cannot read the PNG", e),
        })?;
        Ok(bytes)
    }

    /// The head of the next chunk.
    pub(super) fn next(&mut self) -> Result<Chunk, Error> {
        Ok(Chunk { length: u32::from_be_bytes(self.take()?), kind: self.take()? })
    }

    /// The contents of a chunk of a known, small length.
    pub(super) fn body<const N: usize>(&mut self, kind: [u8; 4]) -> Result<[u8; N], Error> {
        let body = self.take()?;
        let mut crc = Crc::of(kind);
        crc.0.update(&body);
        self.compare(kind, crc)?;
        Ok(body)
    }

    /// The contents of a chunk of which the length is known to be within bounds. Their checksum is not looked at.
    #[cfg(feature = "icc")]
    pub(super) fn contents(&mut self, length: u32) -> Result<Vec<u8>, Error> {
        let mut contents = vec![0; length as usize];
        self.0.read_exact(&mut contents).map_err(|e| Error::io("cannot read the PNG", e))?;
        Ok(contents)
    }

    /// Goes past the contents of a chunk, checking them against their checksum.
    pub(super) fn skip_body(&mut self, Chunk { kind, length }: Chunk) -> Result<(), Error> {
        let mut crc = Crc::of(kind);
        let mut left = length as usize;
        while left > 0 {
            let step = self.peek()?.len().min(left);
            self.consume(step, &mut crc);
            left -= step;
        }
        self.compare(kind, crc)
    }

    /// Some of the next bytes, without taking them.
    pub(super) fn peek(&mut self) -> Result<&[u8], Error> {
        let ahead = self.0.peek()?;
        if ahead.is_empty() { Err(cut_off()) } else { Ok(ahead) }
    }

    /// Takes bytes that were peeked at.
    pub(super) fn consume(&mut self, bytes: usize, crc: &mut Crc) {
        crc.0.update(&self.0.ahead()[..bytes]);
        self.0.consume(bytes);
    }

    /// Reads the checksum behind a chunk.
    pub(super) fn compare(&mut self, kind: [u8; 4], crc: Crc) -> Result<(), Error> {
        if u32::from_be_bytes(self.take()?) == crc.0.finalize() {
            Ok(())
        } else {
            Err(damage(format_args!("the checksum of its {} chunk is wrong", kind.escape_ascii())))
        }
    }
}
