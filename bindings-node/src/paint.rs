//! A highlighted picture as pixels: in a buffer of the caller, or as the rows and columns that it marks.

use std::fmt::Display;
use std::io::Cursor;

use napi::bindgen_prelude::BufferSlice;
use napi::{Error, Result};
use napi_derive::napi;
use png::{Decoder, Reader, Transformations};

/// Decodes a highlighted picture, a PNG that the engine wrote, into RGBA8 pixels.
///
/// Transparent pixels, those of a mask where nothing changed, leave the buffer as it is.
///
/// # Errors
/// When it is no such PNG, or the buffer is too short.
#[napi(catch_unwind, skip_typescript)]
pub fn paint(highlight: &[u8], mut output: BufferSlice<'_>) -> Result<()> {
    let mut reader = rgba(highlight)?;
    let mut rest: &mut [u8] = &mut output;
    while let Some(row) = reader.next_row().map_err(wrong)? {
        let (pixels, following) =
            rest.split_at_mut_checked(row.data().len()).ok_or_else(|| wrong("the buffer is too short"))?;
        rest = following;
        for (pixel, drawn) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(row.data().as_chunks::<4>().0) {
            if drawn[3] != 0 {
                *pixel = *drawn;
            }
        }
    }
    Ok(())
}

/// Rows and columns with at least one pixel of a mask, ascending.
///
/// # Errors
/// When it is no PNG that the engine wrote.
#[napi(catch_unwind, skip_typescript)]
pub fn marked(mask: &[u8]) -> Result<Vec<Vec<u32>>> {
    let mut reader = rgba(mask)?;
    let (mut rows, mut columns) = (Vec::new(), vec![false; reader.info().width as usize]);
    let mut y = 0;
    while let Some(row) = reader.next_row().map_err(wrong)? {
        let pixels = row.data().as_chunks::<4>().0;
        if pixels.iter().any(|pixel| pixel[3] != 0) {
            rows.push(y);
            columns.iter_mut().zip(pixels).for_each(|(column, pixel)| *column |= pixel[3] != 0);
        }
        y += 1;
    }
    let columns = (0..).zip(columns).filter_map(|(x, marked)| marked.then_some(x)).collect();
    Ok(vec![rows, columns])
}

/// A reader whose rows are RGBA8.
fn rgba(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::ALPHA);
    decoder.read_info().map_err(wrong)
}

fn wrong(error: impl Display) -> Error {
    Error::from_reason(error.to_string())
}
