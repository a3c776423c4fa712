//! The pixels of a PNG, inflated a stretch at a time: memory grows with a row and never with the picture.

use fdeflate::Decompressor;

use super::chunks::{Chunk, Chunks, damage};
use super::idat::Idat;
use crate::Error;
use crate::decode::input::Encoded;

/// How far back a copy can reach.
const WINDOW: usize = 1 << 15;

/// Bytes that are inflated at a time, unless a row has more: they stay in a processor's cache.
const STRETCH: usize = 1 << 17;

/// Inflates the pixels.
pub(super) struct Inflate<'s> {
    idat: Idat<'s>,
    state: Box<Decompressor>,
    /// What was taken (as far back as copies reach), what can be taken, and room.
    buffer: Vec<u8>,
    taken: usize,
    filled: usize,
}

impl<'s> Inflate<'s> {
    /// Begins with the first of rows of `row` bytes, filter and all.
    pub(super) fn open(encoded: &'s Encoded<'_>, row: usize) -> Result<Self, Error> {
        Ok(Self {
            idat: Idat::open(encoded)?,
            state: Box::new(Decompressor::new()),
            buffer: vec![0; WINDOW + row.max(STRETCH)],
            taken: 0,
            filled: 0,
        })
    }

    /// At least one row of `row` bytes, and more of them, up to `most`, where there is room.
    pub(super) fn rows(&mut self, row: usize, most: usize) -> Result<&[u8], Error> {
        let wanted = (row * most).min((self.buffer.len() - WINDOW) / row * row);
        while self.filled - self.taken < wanted {
            if !self.inflate()? {
                return Err(damage("its IDAT chunks end before its last row"));
            }
        }
        self.taken += wanted;
        Ok(&self.buffer[self.taken - wanted..self.taken])
    }

    /// Inflates more; `false` at the end.
    fn inflate(&mut self) -> Result<bool, Error> {
        let kept = self.taken.min(self.filled.saturating_sub(WINDOW));
        if self.buffer.len() - self.filled < STRETCH / 4 && kept > 0 {
            self.buffer.copy_within(kept..self.filled, 0);
            self.taken -= kept;
            self.filled -= kept;
        }
        let input = self.idat.peek()?;
        let last = input.is_empty();
        // That this is all is never said: what was made of a stream that is cut off would be lost with the error.
        let (used, made) = self
            .state
            .read(input, &mut self.buffer, self.filled, false)
            .map_err(|error| damage(format_args!("its pixels cannot be inflated, {error:?}")))?;
        self.idat.consume(used);
        self.filled += made;
        Ok(used + made > 0 || !(last || self.state.is_done()))
    }

    /// Goes past what is left, and checks the checksum of all pixels: the chunks behind them, with the head of the first
    /// one. As libpng, it does not mind when that checksum is missing, nor more pixels than the picture has, at which it stops.
    pub(super) fn finish(&mut self) -> Result<(Chunk, &mut Chunks<'s>), Error> {
        self.taken = self.filled;
        while self.filled == self.taken && self.inflate()? {}
        self.idat.finish()
    }
}
