//! Rows of pixels without compression. Each has a whole number of 4 bytes.

use super::cut_off;
use super::header::Info;
use crate::Error;

/// The bits of a number that are one channel.
#[derive(Clone, Copy)]
pub(super) struct Field {
    shift: u32,
    highest: u32,
}

impl Field {
    /// None where the bits of the mask are not next to each other.
    pub(super) fn of(mask: u32) -> Option<Self> {
        let shift = mask.trailing_zeros();
        let highest = mask.checked_shr(shift)?;
        (highest & highest.wrapping_add(1) == 0).then_some(Self { shift, highest })
    }

    /// The channel as 8 bits, rounded.
    fn of_number(self, number: u32) -> u8 {
        let value = number >> self.shift & self.highest;
        if self.highest == 255 {
            return value as u8;
        }
        let highest = u64::from(self.highest);
        ((u64::from(value) * 255 + highest / 2) / highest) as u8
    }
}

/// The stored rows from top to bottom, without their padding. Of the last one in the file it may be missing.
fn rows<'a>(data: &'a [u8], info: &Info) -> Result<Vec<&'a [u8]>, Error> {
    let (width, height) = (info.size.width as usize, info.size.height as usize);
    let row_bytes = (width * info.bits).div_ceil(8);
    let stride = row_bytes.next_multiple_of(4);
    let all = stride.checked_mul(height - 1).and_then(|before| before.checked_add(row_bytes));
    if all.is_none_or(|all| all > data.len()) {
        return Err(cut_off());
    }
    let mut rows: Vec<&[u8]> = data.chunks(stride).take(height).map(|row| &row[..row_bytes]).collect();
    if !info.top_down {
        rows.reverse();
    }
    Ok(rows)
}

/// Pixels of indices, or of 24 bits, as RGB8.
pub(super) fn plain(data: &[u8], info: &Info) -> Result<Vec<u8>, Error> {
    let rows = rows(data, info)?;
    let mut pixels = Vec::with_capacity(info.size.pixels() as usize * 3);
    let width = info.size.width as usize;
    for row in rows {
        if info.bits == 24 {
            pixels.extend(row.as_chunks::<3>().0.iter().flat_map(|[b, g, r]| [*r, *g, *b]));
            continue;
        }
        // The first pixel is in the highest bits.
        let mask = (1_u16 << info.bits) as u8;
        let mask = mask.wrapping_sub(1);
        let indices = row.iter().flat_map(|byte| {
            (1..=8 / info.bits).map(move |nth| (u32::from(*byte) >> (8 - nth * info.bits)) as u8 & mask)
        });
        pixels.extend(indices.take(width).flat_map(|index| info.palette[index as usize]));
    }
    Ok(pixels)
}

/// Pixels of bit fields, as RGB8 or RGBA8. A channel that has no field is 0.
pub(super) fn fields<const N: usize>(
    data: &[u8],
    info: &Info,
    fields: &[Option<Field>; 4],
) -> Result<Vec<u8>, Error> {
    let rows = rows(data, info)?;
    let mut pixels = Vec::with_capacity(info.size.pixels() as usize * N);
    let colour = |number| -> [u8; N] {
        std::array::from_fn(|channel| fields[channel].map_or(0, |field| field.of_number(number)))
    };
    for row in rows {
        if info.bits == 16 {
            let numbers = row.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two).into());
            pixels.extend(numbers.flat_map(colour));
        } else {
            let numbers = row.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four));
            pixels.extend(numbers.flat_map(colour));
        }
    }
    Ok(pixels)
}
