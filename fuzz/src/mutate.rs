//! Changes that reach behind the checksums of a PNG.
//!
//! A changed byte fails the checksum of its chunk, and what is compressed is nonsense once changed: without help a
//! fuzzer would test little more than checksums. So most mutations of a PNG are followed by a repair, and some are
//! made on the inflated rows. Some stay as they are, since broken checksums are part of life.

use crate::png;

/// Changes the first `size` of `bytes`, by `mutate` of libFuzzer; returns the new size.
pub fn picture(
    bytes: &mut [u8],
    size: usize,
    max_size: usize,
    seed: u32,
    mutate: impl Fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    if seed.is_multiple_of(4)
        && let Some(rows) = png::inflated(&bytes[..size])
        && let Some(changed) = rows_changed(&bytes[..size], rows, &mutate)
        && changed.len() <= max_size
    {
        bytes[..changed.len()].copy_from_slice(&changed);
        return changed.len();
    }
    let size = mutate(bytes, size, max_size);
    if seed % 16 != 1 {
        png::repair(&mut bytes[..size]);
    }
    size
}

fn rows_changed(
    file: &[u8],
    mut rows: Vec<u8>,
    mutate: &impl Fn(&mut [u8], usize, usize) -> usize,
) -> Option<Vec<u8>> {
    let size = rows.len();
    rows.resize(size + 64, 0);
    let size = mutate(&mut rows, size, size + 64);
    png::with_rows(file, &rows[..size])
}
