//! The first directory of a TIFF: no tag of it may be longer than the file, and one says whether there is a palette.
//!
//! The decoder takes memory for what a tag states before it reads, up to limits that cannot be set before it has.

use crate::Error;

/// What was seen on the way.
pub(super) struct Directory {
    /// Where the byte is that says that pixels are numbers of a palette.
    pub(super) palette_at: Option<usize>,
}

const SHORT: u64 = 3;
const PHOTOMETRIC_INTERPRETATION: u64 = 262;
const PALETTE: u64 = 3;

/// Checks the length of each tag. What else may be wrong is found by the decoder.
pub(super) fn check(bytes: &[u8]) -> Result<Directory, Error> {
    let big_endian = bytes.starts_with(b"MM");
    let number = |at: u64, length: u64| -> Option<u64> {
        let begin = usize::try_from(at).ok()?;
        let stored = bytes.get(begin..begin.checked_add(length as usize)?)?;
        let add = |sum, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if big_endian { stored.iter().fold(0, add) } else { stored.iter().rev().fold(0, add) })
    };
    // A large TIFF, version 43, has addresses and counts of 8 bytes.
    let (first, counts, wide) =
        if number(2, 2) == Some(43) { (number(8, 8), 8, 8) } else { (number(4, 4), 2, 4) };
    let first = first.ok_or_else(cut_off)?;
    let entries = number(first, counts).ok_or_else(cut_off)?;
    let entry_bytes = 4 + 2 * wide;
    let mut directory = Directory { palette_at: None };
    for entry in 0..entries {
        let at = entry
            .checked_mul(entry_bytes)
            .and_then(|offset| offset.checked_add(first + counts))
            .ok_or_else(cut_off)?;
        let (tag, kind) = (number(at, 2).ok_or_else(cut_off)?, number(at + 2, 2).ok_or_else(cut_off)?);
        let each = match kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16 | 17 | 18 => 8,
            _ => 1,
        };
        let count = number(at + 4, wide).ok_or_else(cut_off)?;
        let length = count.saturating_mul(each);
        if length > bytes.len() as u64 {
            return Err(Error::corrupt(format!(
                "the TIFF is damaged: its tag {tag} has {length} bytes, the file {}",
                bytes.len()
            )));
        }
        let value = at + 4 + wide;
        if (tag, kind, count) == (PHOTOMETRIC_INTERPRETATION, SHORT, 1) && number(value, 2) == Some(PALETTE) {
            directory.palette_at = Some(value as usize + usize::from(big_endian));
        }
    }
    Ok(directory)
}

fn cut_off() -> Error {
    Error::corrupt("the TIFF is cut off: it ends before its directory does")
}
