//! The headers of a BMP, and its palette.

use super::rows::Field;
use super::{cut_off, damage};
use crate::{Error, Size};

/// The file header comes first.
const FILE_HEADER: usize = 14;

/// What the headers say.
pub(super) struct Info {
    pub(super) size: Size,
    /// Rows are stored from the top to the bottom; mostly they are not.
    pub(super) top_down: bool,
    /// Bits of a pixel.
    pub(super) bits: usize,
    pub(super) coding: Coding,
    /// The colours of indices; black past the end of the palette.
    pub(super) palette: Box<[[u8; 3]; 256]>,
    pub(super) pixels_at: usize,
}

/// How pixels are stored.
pub(super) enum Coding {
    /// Indices of up to 8 bits, or blue, green and red.
    Plain,
    /// Red, green, blue and alpha as bits of a number of 16 or 32.
    Fields([Option<Field>; 4]),
    /// Indices of 4 or 8 bits as runs.
    Runs,
}

impl Info {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let pixels_at = long(bytes, 10)? as usize;
        let length = long(bytes, 14)?;
        let header = bytes.get(FILE_HEADER..FILE_HEADER + length as usize).ok_or_else(cut_off)?;
        let (width, height, bits, compression, colours) = match length {
            12 => (i32::from(short(header, 4)?), i32::from(short(header, 6)?), short(header, 10)?, 0, 0),
            40 | 52 | 56 | 64 | 108 | 124 => {
                let [width, height] = [long(header, 4)? as i32, long(header, 8)? as i32];
                (width, height, short(header, 14)?, long(header, 16)?, long(header, 32)?)
            }
            _ => {
                return Err(Error::unsupported(format!(
                    "the BMP has a header of {length} bytes; convert it to PNG"
                )));
            }
        };
        let size = Size { width: width.max(0) as u32, height: height.unsigned_abs() };
        if size.pixels() == 0 {
            return Err(damage(format_args!("{width}x{height} is no size")));
        }
        let top_down = height < 0;

        let after_header = FILE_HEADER + length as usize;
        // Version 3 has masks after its header, later ones inside.
        let masks_after = match (length, compression) {
            (40, 3) => 3,
            (40, 6) => 4,
            _ => 0,
        };
        let coding = match (compression, bits) {
            (0, 1 | 2 | 4 | 8 | 24) => Coding::Plain,
            (0, 16) => Coding::Fields(fields([0x7c00, 0x3e0, 0x1f, 0], bits)?),
            (0, 32) => Coding::Fields(fields([0x00ff_0000, 0xff00, 0xff, 0], bits)?),
            (1, 8) | (2, 4) if top_down => return Err(damage("its runs begin at the top")),
            (1, 8) | (2, 4) => Coding::Runs,
            (3 | 6, 16 | 32) if length != 64 => {
                let has_alpha = masks_after == 4 || length >= 56;
                let mask = |channel| match channel {
                    3 if !has_alpha => Ok(0),
                    _ => long(bytes, FILE_HEADER + 40 + channel * 4),
                };
                Coding::Fields(fields([mask(0)?, mask(1)?, mask(2)?, mask(3)?], bits)?)
            }
            _ => {
                return Err(Error::unsupported(format!(
                    "the BMP has {bits} bits a pixel with compression {compression}; convert it to PNG"
                )));
            }
        };
        let entry = if length == 12 { 3 } else { 4 };
        let palette = palette(bytes, after_header + masks_after * 4, entry, pixels_at, bits, colours)?;
        Ok(Self { size, top_down, bits: bits.into(), coding, palette, pixels_at })
    }
}

/// The colours, blue first, that stand between the headers and the pixels.
fn palette(
    bytes: &[u8],
    begin: usize,
    entry: usize,
    pixels_at: usize,
    bits: u16,
    colours: u32,
) -> Result<Box<[[u8; 3]; 256]>, Error> {
    let mut palette = Box::new([[0; 3]; 256]);
    if bits > 8 {
        return Ok(palette);
    }
    let room = pixels_at.saturating_sub(begin) / entry;
    let stated = if colours == 0 { 1 << bits } else { colours as usize };
    let count = stated.min(1 << bits).min(room);
    let stored = bytes.get(begin..begin + count * entry).ok_or_else(cut_off)?;
    for (colour, stored) in palette.iter_mut().zip(stored.chunks_exact(entry)) {
        *colour = [stored[2], stored[1], stored[0]];
    }
    Ok(palette)
}

/// The fields of masks; without alpha where its mask is 0.
fn fields(masks: [u32; 4], bits: u16) -> Result<[Option<Field>; 4], Error> {
    let mut fields = [None; 4];
    for (field, mask) in fields.iter_mut().zip(masks) {
        if mask != 0 {
            *field = Some(Field::of(mask).filter(|_| bits == 32 || mask <= 0xffff).ok_or_else(|| {
                damage(format_args!("{mask:#x} is no mask of bits next to each other in {bits}"))
            })?);
        }
    }
    Ok(fields)
}

fn short(bytes: &[u8], at: usize) -> Result<u16, Error> {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map(|two| u16::from_le_bytes(*two))
        .ok_or_else(cut_off)
}

fn long(bytes: &[u8], at: usize) -> Result<u32, Error> {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map(|four| u32::from_le_bytes(*four))
        .ok_or_else(cut_off)
}
