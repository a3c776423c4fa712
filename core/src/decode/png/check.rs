//! Walks a PNG from chunk to chunk: lengths, checksums, order, header. Nothing is inflated.
//!
//! Two files with the same bytes have the same pixels, so all that is left to find out is whether the bytes are a
//! picture that arrived whole. That takes the time of a checksum, not of decoding.

use super::chunks::{Chunk, Chunks, damage};
use super::{METADATA_BYTES, check_limits, too_much_memory};
use crate::decode::Header;
use crate::decode::form::row_bytes;
use crate::decode::input::Encoded;
use crate::{Error, Limits, Size};

/// Checks the file and returns what its header says.
pub(in crate::decode) fn check(encoded: &Encoded<'_>, limits: &Limits) -> Result<Header, Error> {
    let mut chunks = Chunks::open(encoded)?;
    let ihdr = chunks.next()?;
    if &ihdr.kind != b"IHDR" || ihdr.length != 13 {
        return Err(damage("it does not begin with a header, IHDR, of 13 bytes"));
    }
    let ihdr = Ihdr::parse(chunks.body(ihdr.kind)?)?;
    check_limits(ihdr.size, row_bytes(ihdr.size.width, ihdr.bits_per_pixel()), ihdr.interlaced, limits)?;

    let mut seen = Seen { colour: ihdr.colour, ..Seen::default() };
    loop {
        let chunk = chunks.next()?;
        seen.chunk(chunk)?;
        if &chunk.kind == b"acTL" && chunk.length == 8 {
            seen.frames(chunks.body(chunk.kind)?);
        } else {
            chunks.skip_body(chunk)?;
        }
        if &chunk.kind == b"IEND" {
            let has_alpha = seen.trns || ihdr.has_alpha();
            return Ok(Header { size: ihdr.size, has_alpha, animated: seen.animated });
        }
    }
}

/// The facts of IHDR, all of them legal.
struct Ihdr {
    size: Size,
    depth: u8,
    colour: u8,
    interlaced: bool,
}

impl Ihdr {
    fn parse(body: [u8; 13]) -> Result<Self, Error> {
        let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, compression, filter, interlace] = body;
        let size = Size {
            width: u32::from_be_bytes([w0, w1, w2, w3]),
            height: u32::from_be_bytes([h0, h1, h2, h3]),
        };
        if !(1..=0x7fff_ffff).contains(&size.width) || !(1..=0x7fff_ffff).contains(&size.height) {
            return Err(damage(format_args!("{}x{} is no size", size.width, size.height)));
        }
        let depths: &[u8] = match colour {
            0 => &[1, 2, 4, 8, 16],
            3 => &[1, 2, 4, 8],
            2 | 4 | 6 => &[8, 16],
            _ => return Err(damage(format_args!("there is no colour type {colour}"))),
        };
        if !depths.contains(&depth) {
            return Err(damage(format_args!("colour type {colour} has no samples of {depth} bits")));
        }
        if compression != 0 || filter != 0 || interlace > 1 {
            return Err(damage("unknown compression, filter or interlace method"));
        }
        Ok(Self { size, depth, colour, interlaced: interlace == 1 })
    }

    fn bits_per_pixel(&self) -> u64 {
        let samples = match self.colour {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        samples * u64::from(self.depth)
    }

    fn has_alpha(&self) -> bool {
        matches!(self.colour, 4 | 6)
    }
}

/// Which chunks have come so far.
#[derive(Default)]
pub(super) struct Seen {
    /// The colour type.
    colour: u8,
    plte: bool,
    trns: bool,
    animated: bool,
    idat: Idat,
}

/// Where the pixels are, seen from the current chunk.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Idat {
    #[default]
    Ahead,
    Here,
    Behind,
}

impl Seen {
    /// The pixels, and whatever may come ahead of them.
    pub(super) fn behind_pixels() -> Self {
        Self { idat: Idat::Behind, ..Self::default() }
    }

    /// Takes note of a chunk, and refuses it where it must not be.
    pub(super) fn chunk(&mut self, Chunk { kind, length }: Chunk) -> Result<(), Error> {
        if self.idat == Idat::Here && &kind != b"IDAT" {
            self.idat = Idat::Behind;
        }
        match &kind {
            b"PLTE" if self.idat != Idat::Ahead => return Err(damage("its palette comes after its pixels")),
            b"PLTE" if self.plte => return Err(damage("it has two palettes")),
            b"PLTE" if !(3..=768).contains(&length) => {
                return Err(damage(format_args!("its palette has {length} bytes")));
            }
            b"PLTE" => self.plte = true,
            b"tRNS" if self.idat == Idat::Ahead => self.trns |= self.transparency_fits(length),
            b"IDAT" if self.idat == Idat::Behind => {
                return Err(damage("its IDAT chunks do not follow each other"));
            }
            b"IDAT" if self.colour == 3 && !self.plte => {
                return Err(damage("it has colour type 3 and no palette"));
            }
            b"IDAT" => self.idat = Idat::Here,
            b"eXIf" if length as usize > METADATA_BYTES => return Err(too_much_memory()),
            b"IEND" if length != 0 => return Err(damage("its last chunk, IEND, is not empty")),
            b"IEND" if self.idat == Idat::Ahead => return Err(damage("it has no pixels, no chunk is IDAT")),
            b"IEND" => {}
            b"IHDR" => return Err(damage("it has two headers")),
            // The fifth bit of the first letter is clear in a chunk that a reader has to understand.
            [first, ..] if first & 0x20 == 0 => {
                return Err(damage(format_args!("unknown critical chunk {}", kind.escape_ascii())));
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes note of acTL, the numbers of frames and of plays, where both are legal and the pixels are still to come.
    fn frames(&mut self, [f0, f1, f2, f3, p0, p1, p2, p3]: [u8; 8]) {
        let legal = |bytes, least| (least..=0x7fff_ffff).contains(&u32::from_be_bytes(bytes));
        self.animated |= self.idat == Idat::Ahead && legal([f0, f1, f2, f3], 1) && legal([p0, p1, p2, p3], 0);
    }

    /// Whether a tRNS of `length` bytes means something; one that does not is ignored, by the decoder too.
    fn transparency_fits(&self, length: u32) -> bool {
        match self.colour {
            0 => (2..=256).contains(&length),
            2 => (6..=256).contains(&length),
            3 => self.plte && (1..=256).contains(&length),
            _ => false,
        }
    }
}
