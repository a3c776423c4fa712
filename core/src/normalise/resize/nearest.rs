//! The pixel in the middle, byte for byte.

use crate::decode::{Rgba, Rows};
use crate::{Error, Size};

/// Scales all rows into `out`, RGBA8.
///
/// # Errors
/// Those of the rows.
pub(super) fn resize(rows: &mut Rgba<Box<dyn Rows + '_>>, to: Size, out: &mut [u8]) -> Result<(), Error> {
    let from = rows.header().size;
    let columns: Vec<usize> = (0..to.width).map(|x| middle(x, from.width, to.width) as usize).collect();
    let mut row = vec![0; from.width as usize * 4];
    let mut next = 0;
    for (y, out) in (0..to.height).zip(out.chunks_exact_mut(to.width as usize * 4)) {
        while next <= middle(y, from.height, to.height) {
            rows.read(&mut row)?;
            next += 1;
        }
        let (pixels, _) = row.as_chunks::<4>();
        for (pixel, column) in out.as_chunks_mut::<4>().0.iter_mut().zip(&columns) {
            *pixel = pixels[*column];
        }
    }
    Ok(())
}

/// The memory that is taken beside the result: a row of the source, and the place of every column.
pub(super) fn working_bytes(from: Size, to: Size) -> u64 {
    u64::from(from.width) * 4 + u64::from(to.width) * 8
}

/// The pixel of `from` under the middle of pixel `at` of `to`; of two, the second.
fn middle(at: u32, from: u32, to: u32) -> u32 {
    ((2 * u64::from(at) + 1) * u64::from(from) / (2 * u64::from(to))) as u32
}
