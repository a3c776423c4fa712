//! The markers of a JPEG, from the first to the last: what the frame is, and whether the file is whole.

use crate::{Error, Size};

/// What the frame header says.
pub(super) struct Frame<'a> {
    pub(super) size: Size,
    pub(super) components: u8,
    /// Scans that follow it.
    pub(super) scans: u32,
    /// Parts of the colour profile, anywhere in the file: number, number of all, contents.
    parts: Vec<&'a [u8]>,
}

impl Frame<'_> {
    /// The colour profile, if there is one and it is complete.
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        let mut parts = self.parts.clone();
        parts.sort_by_key(|part| part.first());
        let whole = parts
            .iter()
            .enumerate()
            .all(|(index, part)| part.first_chunk() == Some(&[index as u8 + 1, parts.len() as u8]));
        (whole && !parts.is_empty()).then(|| parts.iter().flat_map(|part| &part[2..]).copied().collect())
    }
}

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP2: u8 = 0xe2;

/// Walks to the end marker. What follows it (a second picture for a gain map, padding) is not part of the picture.
pub(super) fn frame(bytes: &[u8]) -> Result<Frame<'_>, Error> {
    let mut walk = Walk { bytes, at: 2 };
    let mut frame: Option<Frame<'_>> = None;
    let mut parts = Vec::new();
    loop {
        let marker = walk.marker()?;
        match marker {
            EOI => break,
            // Stand-alone markers.
            SOI | 0x01 | 0xd0..=0xd7 => continue,
            _ => {}
        }
        let segment = walk.segment()?;
        match marker {
            // Start of frame. 0xc4, 0xc8 and 0xcc have other meanings.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                if frame.is_some() {
                    return Err(damage("it has two frame headers"));
                }
                frame = Some(parse(marker, segment)?);
            }
            SOS => {
                frame.as_mut().ok_or_else(|| damage("it has no frame header before its pixels"))?.scans += 1;
                walk.skip_entropy_coded()?;
            }
            APP2 if parts.len() < 255 => parts.extend(segment.strip_prefix(b"ICC_PROFILE\0")),
            _ => {}
        }
    }
    match frame {
        Some(frame) if frame.scans > 0 => Ok(Frame { parts, ..frame }),
        _ => Err(damage("it has no pixels")),
    }
}

fn parse(marker: u8, segment: &[u8]) -> Result<Frame<'static>, Error> {
    let &[bits, h0, h1, w0, w1, components, ..] = segment else {
        return Err(damage("its frame header is too short"));
    };
    let process = match marker {
        0xc0..=0xc2 if bits == 8 => None,
        0xc0..=0xc2 => Some("a JPEG with samples of more than 8 bits"),
        0xc3 | 0xc7 | 0xcb | 0xcf => Some("a lossless JPEG"),
        0xc5..=0xc6 => Some("a hierarchical JPEG"),
        _ => Some("a JPEG with arithmetic coding"),
    };
    if let Some(process) = process {
        return Err(Error::unsupported(format!(
            "the picture is {process}; this build reads baseline and progressive JPEG with 8 bits"
        )));
    }
    let size =
        Size { width: u16::from_be_bytes([w0, w1]).into(), height: u16::from_be_bytes([h0, h1]).into() };
    if size.pixels() == 0 {
        return Err(damage(format!("{}x{} is no size", size.width, size.height)));
    }
    Ok(Frame { size, components, scans: 0, parts: Vec::new() })
}

fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the JPEG is damaged: {what}"))
}

fn cut_off() -> Error {
    Error::corrupt("the JPEG is cut off: it ends before its end marker")
}

/// A place in the file.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    /// The next marker. Any number of 0xff may stand before one.
    fn marker(&mut self) -> Result<u8, Error> {
        let found = self.rest().iter().position(|byte| *byte == 0xff).ok_or_else(cut_off)?;
        self.at += found;
        let fill = self.rest().iter().position(|byte| *byte != 0xff).ok_or_else(cut_off)?;
        self.at += fill + 1;
        Ok(self.bytes[self.at - 1])
    }

    /// The contents of the segment that begins here with its length.
    fn segment(&mut self) -> Result<&'a [u8], Error> {
        let length =
            self.rest().first_chunk().map(|two| usize::from(u16::from_be_bytes(*two))).ok_or_else(cut_off)?;
        if length < 2 {
            return Err(damage("a segment is shorter than its own length"));
        }
        let segment = self.rest().get(2..length).ok_or_else(cut_off)?;
        self.at += length;
        Ok(segment)
    }

    /// Goes to the marker after the coded data. In it, 0xff is followed by 0 or by a restart marker.
    fn skip_entropy_coded(&mut self) -> Result<(), Error> {
        loop {
            self.at += self.rest().iter().position(|byte| *byte == 0xff).ok_or_else(cut_off)?;
            match self.rest().get(1) {
                None => return Err(cut_off()),
                Some(0 | 0xd0..=0xd7) => self.at += 2,
                Some(0xff) => self.at += 1,
                Some(_) => return Ok(()),
            }
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}
