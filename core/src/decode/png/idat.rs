//! The compressed pixels of a PNG: the contents of its IDAT chunks as one stream.

use super::chunks::{Chunk, Chunks, Crc};
use crate::Error;
use crate::decode::input::Encoded;

/// Reads the contents of chunk after chunk, each against its checksum.
pub(super) struct Idat<'s> {
    chunks: Chunks<'s>,
    /// Bytes of this chunk that were not taken yet.
    left: usize,
    crc: Crc,
    /// The head of the chunk behind the last IDAT, once it was read.
    behind: Option<Chunk>,
}

impl<'s> Idat<'s> {
    /// Opens the bytes and goes to the first IDAT, of which it is known that there is one.
    pub(super) fn open(encoded: &'s Encoded<'_>) -> Result<Self, Error> {
        let mut chunks = Chunks::open(encoded)?;
        loop {
            let chunk = chunks.next()?;
            if &chunk.kind == b"IDAT" {
                let (left, crc) = (chunk.length as usize, Crc::of(chunk.kind));
                return Ok(Self { chunks, left, crc, behind: None });
            }
            chunks.skip_body(chunk)?;
        }
    }

    /// The next bytes, without taking them; none behind the last IDAT.
    pub(super) fn peek(&mut self) -> Result<&[u8], Error> {
        while self.left == 0 && self.behind.is_none() {
            self.chunks.compare(*b"IDAT", std::mem::replace(&mut self.crc, Crc::of(*b"IDAT")))?;
            let chunk = self.chunks.next()?;
            if &chunk.kind == b"IDAT" {
                self.left = chunk.length as usize;
            } else {
                self.behind = Some(chunk);
            }
        }
        if self.left == 0 {
            return Ok(&[]);
        }
        let ahead = self.chunks.peek()?;
        Ok(&ahead[..ahead.len().min(self.left)])
    }

    /// Takes bytes that were peeked at.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.left -= bytes;
        self.chunks.consume(bytes, &mut self.crc);
    }

    /// Goes past what is left: the chunks behind the pixels, with the head of the first one.
    pub(super) fn finish(&mut self) -> Result<(Chunk, &mut Chunks<'s>), Error> {
        loop {
            let ahead = self.peek()?.len();
            match self.behind {
                Some(behind) => return Ok((behind, &mut self.chunks)),
                None => self.consume(ahead),
            }
        }
    }
}
