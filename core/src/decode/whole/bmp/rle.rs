//! Run lengths of indices of 8 or 4 bits, from the bottom row to the top.

use super::{cut_off, damage};
use crate::{Error, Size};

/// The indices of all pixels, top to bottom. `halves` when they have 4 bits.
pub(super) fn unpack(data: &[u8], size: Size, halves: bool) -> Result<Vec<u8>, Error> {
    let (width, height) = (size.width as usize, size.height as usize);
    let mut indices = vec![0; width * height];
    let (mut x, mut up, mut data) = (0, 0, data);
    loop {
        let &[first, second, ref rest @ ..] = data else { return Err(cut_off()) };
        data = rest;
        match (first, second) {
            (0, 0) => (x, up) = (0, up + 1),
            // The end of the picture.
            (0, 1) => return Ok(indices),
            (0, 2) => {
                let &[right, more, ref rest @ ..] = data else { return Err(cut_off()) };
                (x, up, data) = (x + usize::from(right), up + usize::from(more), rest);
            }
            (0, count) => {
                let count = usize::from(count);
                let bytes = if halves { count.div_ceil(2) } else { count };
                let (stored, rest) = data.split_at_checked(bytes.next_multiple_of(2)).ok_or_else(cut_off)?;
                let place = place(&mut indices, width, height, x, up, count)?;
                for (nth, index) in place.iter_mut().enumerate() {
                    *index = if halves { half(stored[nth / 2], nth) } else { stored[nth] };
                }
                (x, data) = (x + count, rest);
            }
            (count, byte) => {
                let count = usize::from(count);
                let place = place(&mut indices, width, height, x, up, count)?;
                for (nth, index) in place.iter_mut().enumerate() {
                    *index = if halves { half(byte, nth) } else { byte };
                }
                x += count;
            }
        }
    }
}

/// The upper half first.
fn half(byte: u8, nth: usize) -> u8 {
    if nth.is_multiple_of(2) { byte >> 4 } else { byte & 15 }
}

/// The pixels from `x` on in the row that is `up` from the bottom.
fn place(
    indices: &mut [u8],
    width: usize,
    height: usize,
    x: usize,
    up: usize,
    count: usize,
) -> Result<&mut [u8], Error> {
    if up >= height || x + count > width {
        return Err(damage("a run goes past the edge"));
    }
    let begin = (height - 1 - up) * width + x;
    Ok(&mut indices[begin..begin + count])
}
