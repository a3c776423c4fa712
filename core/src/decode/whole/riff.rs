//! The container of a WebP: whether it is whole, how large its picture is, and what comes with it.
//!
//! The decoder allocates by the size that the *coded frame* states and compares it with the canvas afterwards, so a tiny
//! canvas could hide a huge frame. Here both are compared before anything is decoded.

use crate::{Error, Size};

/// What the container holds.
pub(super) struct Contents<'a> {
    pub(super) canvas: Size,
    /// Frames of an animation; none in a still picture.
    pub(super) frames: u32,
    pub(super) profile: Option<&'a [u8]>,
}

/// Walks all chunks.
pub(super) fn check(bytes: &[u8]) -> Result<Contents<'_>, Error> {
    let stated = bytes.get(4..8).and_then(number).ok_or_else(cut_off)?.saturating_add(8);
    let file = bytes.get(..stated).ok_or_else(cut_off)?;

    let mut canvas = None;
    let (mut frames, mut profile) = (0, None);
    for (index, chunk) in Chunks(file.get(12..).ok_or_else(cut_off)?).enumerate() {
        let (kind, body) = chunk?;
        match (kind, canvas) {
            (b"VP8X", None) if index == 0 => {
                let size = size_24(body.get(4..10))?;
                canvas = Some(size);
            }
            (b"VP8 " | b"VP8L", None) if index == 0 => {
                return Ok(Contents { canvas: frame_size(*kind, body)?, frames, profile });
            }
            (b"VP8 " | b"VP8L", Some(size)) => fits(frame_size(*kind, body)?, size)?,
            (b"ANMF", Some(size)) => {
                animation_frame(body, size)?;
                frames += 1;
            }
            (b"ICCP", Some(_)) => profile = Some(body),
            (_, Some(_)) => {}
            (_, None) => return Err(damage("its first chunk is no picture")),
        }
    }
    let canvas = canvas.ok_or_else(|| damage("it has no chunks"))?;
    Ok(Contents { canvas, frames, profile })
}

/// A frame of an animation: its place, its size, and a coded picture of that size.
fn animation_frame(body: &[u8], canvas: Size) -> Result<(), Error> {
    let size = size_24(body.get(6..12))?;
    if size.width > canvas.width || size.height > canvas.height {
        return Err(damage("a frame is larger than the canvas"));
    }
    for chunk in Chunks(body.get(16..).unwrap_or_default()) {
        if let (kind @ (b"VP8 " | b"VP8L"), coded) = chunk? {
            fits(frame_size(*kind, coded)?, size)?;
        }
    }
    Ok(())
}

fn fits(frame: Size, expected: Size) -> Result<(), Error> {
    if frame == expected {
        return Ok(());
    }
    Err(damage(format_args!(
        "a coded picture of {}x{} stands where {}x{} is declared",
        frame.width, frame.height, expected.width, expected.height
    )))
}

/// The size that a coded picture states: 14 bits a side.
fn frame_size(kind: [u8; 4], body: &[u8]) -> Result<Size, Error> {
    let size = if &kind == b"VP8 " {
        // Three bytes of frame tag and three of start code come first.
        let sides = body.get(6..10).and_then(number).ok_or_else(cut_off)?;
        Size { width: (sides & 0x3fff) as u32, height: (sides >> 16 & 0x3fff) as u32 }
    } else {
        let sides = body.get(1..5).and_then(number).ok_or_else(cut_off)?;
        Size { width: (sides & 0x3fff) as u32 + 1, height: (sides >> 14 & 0x3fff) as u32 + 1 }
    };
    if size.pixels() == 0 {
        return Err(damage(format_args!("{}x{} is no size", size.width, size.height)));
    }
    Ok(size)
}

/// Two sides of 24 bits, each stored less one.
fn size_24(bytes: Option<&[u8]>) -> Result<Size, Error> {
    let Some(&[w0, w1, w2, h0, h1, h2]) = bytes else { return Err(cut_off()) };
    let side = |bytes| u32::from_le_bytes(bytes) + 1;
    Ok(Size { width: side([w0, w1, w2, 0]), height: side([h0, h1, h2, 0]) })
}

fn number(bytes: &[u8]) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the WebP is damaged: {what}"))
}

fn cut_off() -> Error {
    Error::corrupt("the WebP is cut off: it ends before the length that it states")
}

/// The chunks of a stretch of bytes, each with its four letters. Odd lengths are followed by a byte of padding; less
/// than the head of a chunk at the end is padding too.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<(&'a [u8; 4], &'a [u8]), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, rest) = self.0.split_first_chunk::<4>()?;
        let (length, rest) = rest.split_at_checked(4)?;
        let length = number(length)?;
        let Some((body, rest)) = rest.split_at_checked(length) else {
            self.0 = &[];
            return Some(Err(cut_off()));
        };
        self.0 = rest.get(length % 2..).unwrap_or_default();
        Some(Ok((kind, body)))
    }
}
