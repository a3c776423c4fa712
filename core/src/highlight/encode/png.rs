//! PNG, row by row.
//!
//! # How hard to pack
//! Highlights of four pairs of screenshots (`exact`, default colours), in kB and ms for packing alone, the best of some
//! runs, one thread; measured on a 2-core x86-64 machine. `fd` is fdeflate, the numbers are levels of flate2.
//!
//! | rows | how | 3446x10728 | 3000x13904 | 1320x2868 | 1328x1228 |
//! | --- | --- | --- | --- | --- | --- |
//! | overlay, black first | fd, adaptive | 770 / 22 | 1863 / 36 | 57 / 3.4 | 211 / 4.8 |
//! | **overlay, white first** | **fd, adaptive** | 801 / 23 | 1476 / 36 | 57 / 3.3 | 205 / 3.4 |
//! | overlay, white first | fd, up | 1031 / 15 | 1740 / 24 | 69 / 2.2 | 213 / 3.8 |
//! | overlay, white first | 1, none | 1135 / 31 | 1600 / 40 | 72 / 4.8 | 241 / 5.0 |
//! | overlay, white first | 6, none | 627 / 178 | 870 / 305 | 38 / 24 | 149 / 49 |
//! | mask, 8 bits | fd, adaptive | 290 / 12 | 1162 / 58 | 29 / 2.3 | 44 / 1.5 |
//! | mask, 2 bits | fd, adaptive | 154 / 8.3 | 955 / 27 | 17 / 0.7 | 46 / 0.7 |
//! | **mask, 1 bit** | **fd, adaptive** | 115 / 3.6 | 703 / 10 | 16 / 0.5 | 38 / 0.8 |
//! | mask, 1 bit | 1, none | 88 / 12 | 627 / 20 | 7 / 2.8 | 33 / 1.9 |
//! | mask, 1 bit | 6, none | 60 / 23 | 533 / 161 | 4 / 7.3 | 26 / 11 |
//! | panels, RGB | fd, adaptive | 9102 / 251 | 34803 / 617 | 472 / 36 | 2446 / 41 |
//! | panels, RGB | fd, up | 13084 / 159 | 38672 / 352 | 639 / 28 | 2720 / 30 |
//! | **panels, RGB** | **1, none** | 9044 / 252 | 20663 / 493 | 387 / 28 | 1910 / 44 |
//! | panels, RGB | 1, adaptive | 6821 / 326 | 26853 / 730 | 372 / 34 | 1952 / 57 |
//! | panels, RGB | 2, none | 6039 / 813 | 16374 / 1400 | 214 / 138 | 1525 / 90 |
//!
//! fdeflate finds runs of zeros and no repetitions. A filtered palette is such runs; text in full colour is repetitions,
//! which a filter would hide.

use std::io::Write;

use png::{BitDepth, ColorType, Compression, DeflateCompression, Encoder, EncodingError, Filter};

use super::super::sheet::{Form, Sheet};
use super::{Put, cannot_write};
use crate::Error;

/// Bytes that are collected before they go out as one IDAT chunk.
const CHUNK: usize = 1 << 16;

/// Writes a picture whose rows come from `draw`.
pub(super) fn write(
    sheet: &Sheet,
    out: &mut (dyn Write + Send),
    draw: impl FnOnce(Put<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut encoder = Encoder::new(out, sheet.size.width, sheet.size.height);
    encoder.set_depth(BitDepth::Eight);
    if let Form::Indexed { bits, colors, .. } = &sheet.form {
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::from_u8(*bits).expect("1, 2, 4 or 8"));
        encoder.set_palette(colors.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<u8>>());
        let alphas: Vec<u8> = colors.iter().map(|rgba| rgba[3]).take_while(|alpha| *alpha < 255).collect();
        if !alphas.is_empty() {
            encoder.set_trns(alphas);
        }
        // Fast is fdeflate with the adaptive filter.
        encoder.set_compression(Compression::Fast);
    } else {
        let alpha = matches!(sheet.form, Form::Rgba(_));
        encoder.set_color(if alpha { ColorType::Rgba } else { ColorType::Rgb });
        encoder.set_deflate_compression(DeflateCompression::Level(1));
        encoder.set_filter(Filter::NoFilter);
    }

    let mut writer = encoder.write_header().map_err(fault)?;
    let mut stream = writer.stream_writer_with_size(CHUNK).map_err(fault)?;
    draw(&mut |row| stream.write_all(row).map_err(cannot_write))?;
    stream.finish().map_err(fault)?;
    writer.finish().map_err(fault)
}

fn fault(error: EncodingError) -> Error {
    cannot_write(match error {
        EncodingError::IoError(error) => error,
        other => std::io::Error::other(other),
    })
}
