//! The blocks of a GIF, from the screen to the trailer: how large it is, how many frames it has, and whether it is whole.
//!
//! The decoder stops after the frame that it is asked for, so the end of the file would not be looked at.

use crate::{Error, Size};

/// What the blocks say.
pub(super) struct Blocks {
    /// The logical screen, on which frames are placed.
    pub(super) screen: Size,
    pub(super) frames: u32,
}

/// Walks to the trailer. What follows it is not part of the picture. Only the first frame has to fit the screen.
pub(super) fn walk(bytes: &[u8]) -> Result<Blocks, Error> {
    // The signature has six bytes.
    let mut rest = Rest(bytes.get(6..).ok_or_else(cut_off)?);
    let [w0, w1, h0, h1, flags, _, _] = rest.take()?;
    let screen = size([w0, w1, h0, h1]);
    if screen.pixels() == 0 {
        return Err(damage(format_args!("{}x{} is no size", screen.width, screen.height)));
    }
    rest.skip_palette(flags)?;

    let mut frames = 0;
    loop {
        match rest.take()? {
            [b';'] if frames == 0 => return Err(damage("it has no frame")),
            [b';'] => return Ok(Blocks { screen, frames }),
            [b'!'] => {
                let [_label] = rest.take()?;
                rest.skip_data()?;
            }
            [b','] => {
                let [x0, x1, y0, y1, w0, w1, h0, h1, flags] = rest.take()?;
                if frames == 0 {
                    fits(size([x0, x1, y0, y1]), size([w0, w1, h0, h1]), screen)?;
                }
                rest.skip_palette(flags)?;
                let [_code_bits] = rest.take()?;
                rest.skip_data()?;
                frames += 1;
            }
            [other] => return Err(damage(format_args!("a block begins with {other:02x}"))),
        }
    }
}

fn fits(at: Size, frame: Size, screen: Size) -> Result<(), Error> {
    let inside = at.width + frame.width <= screen.width && at.height + frame.height <= screen.height;
    if frame.pixels() > 0 && inside {
        return Ok(());
    }
    Err(damage(format_args!(
        "its first frame, {}x{} at {},{}, is empty or does not fit its screen of {}x{}",
        frame.width, frame.height, at.width, at.height, screen.width, screen.height
    )))
}

/// Two numbers of 16 bits.
fn size([w0, w1, h0, h1]: [u8; 4]) -> Size {
    Size { width: u16::from_le_bytes([w0, w1]).into(), height: u16::from_le_bytes([h0, h1]).into() }
}

fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the GIF is damaged: {what}"))
}

fn cut_off() -> Error {
    Error::corrupt("the GIF is cut off: it ends before its trailer")
}

/// The bytes that are still to be walked.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(cut_off)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn skip(&mut self, bytes: usize) -> Result<(), Error> {
        self.0 = self.0.get(bytes..).ok_or_else(cut_off)?;
        Ok(())
    }

    fn skip_palette(&mut self, flags: u8) -> Result<(), Error> {
        if flags & 0x80 == 0 { Ok(()) } else { self.skip(3 << ((flags & 7) + 1)) }
    }

    /// Pieces with their lengths before them, up to one of length 0.
    fn skip_data(&mut self) -> Result<(), Error> {
        loop {
            match self.take()? {
                [0] => return Ok(()),
                [length] => self.skip(length.into())?,
            }
        }
    }
}
