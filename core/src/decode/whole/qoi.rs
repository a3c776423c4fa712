//! QOI, read here: the format is one page, frozen since 2021, and the crates that read it have not changed since, or
//! accept what the page does not.
//!
//! The number of channels says whether alpha is declared; the note on the colour space changes no pixels, as the format
//! demands.

use super::Whole;
use crate::{Error, Limits, Size};

/// What follows the last pixel.
const END: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, 1];

/// The most pixels that a byte stands for: a run.
const LONGEST_RUN: u64 = 62;

/// Decodes a picture into RGBA8 where it declares alpha, and RGB8 where not.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let (head, data) = bytes.split_first_chunk::<14>().ok_or_else(cut_off)?;
    let [_, _, _, _, w0, w1, w2, w3, h0, h1, h2, h3, channels, colour_space] = *head;
    let size =
        Size { width: u32::from_be_bytes([w0, w1, w2, w3]), height: u32::from_be_bytes([h0, h1, h2, h3]) };
    if size.pixels() == 0 || !matches!((channels, colour_space), (3 | 4, 0 | 1)) {
        return Err(damage(format_args!(
            "its header has {}x{}, {channels} channels, colour space {colour_space}",
            size.width, size.height
        )));
    }
    limits.check_pixels(size)?;
    limits.check_decoded(size.pixels().saturating_mul(channels.into()), "a QOI")?;
    if size.pixels() > (data.len() as u64).saturating_mul(LONGEST_RUN) {
        return Err(cut_off());
    }

    let pixels = match channels {
        3 => pixels(data, size, |[r, g, b, _]| [r, g, b])?,
        _ => pixels(data, size, |rgba| rgba)?,
    };
    Ok(Whole::new(size, channels == 4, pixels))
}

/// Reads all pixels, and the end after them.
fn pixels<const N: usize>(
    data: &[u8],
    size: Size,
    kept: impl Fn([u8; 4]) -> [u8; N],
) -> Result<Vec<u8>, Error> {
    let mut pixels = vec![0; size.pixels() as usize * N];
    let mut left = pixels.as_chunks_mut::<N>().0;
    let mut data = data;
    let (mut pixel, mut seen) = ([0, 0, 0, 255_u8], [[0; 4]; 64]);
    while !left.is_empty() {
        let mut run = 1;
        let [r, g, b, a] = pixel;
        (pixel, data) = match *data {
            [0xfe, r, g, b, ref rest @ ..] => ([r, g, b, a], rest),
            [0xff, r, g, b, a, ref rest @ ..] => ([r, g, b, a], rest),
            [0xfe | 0xff, ..] | [0x80..0xc0] | [] => return Err(cut_off()),
            [index @ ..0x40, ref rest @ ..] => (seen[index as usize], rest),
            [steps @ 0x40..0x80, ref rest @ ..] => {
                let [dr, dg, db] = [4, 2, 0].map(|bits| (steps >> bits & 3).wrapping_sub(2));
                ([r.wrapping_add(dr), g.wrapping_add(dg), b.wrapping_add(db), a], rest)
            }
            [green @ 0x80..0xc0, others, ref rest @ ..] => {
                let dg = (green & 63).wrapping_sub(32);
                let [dr, db] = [others >> 4, others & 15].map(|step| step.wrapping_sub(8).wrapping_add(dg));
                ([r.wrapping_add(dr), g.wrapping_add(dg), b.wrapping_add(db), a], rest)
            }
            [code, ref rest @ ..] => {
                run = usize::from(code & 63) + 1;
                (pixel, rest)
            }
        };
        seen[place(pixel)] = pixel;
        let (now, later) = left.split_at_mut_checked(run).ok_or_else(|| damage("a run is too long"))?;
        now.fill(kept(pixel));
        left = later;
    }
    match data.first_chunk() {
        Some(&END) => Ok(pixels),
        Some(_) => Err(damage("its end is not where its last pixel is")),
        None => Err(cut_off()),
    }
}

/// Where a pixel is kept among those that were seen.
fn place([r, g, b, a]: [u8; 4]) -> usize {
    let sum = usize::from(r) * 3 + usize::from(g) * 5 + usize::from(b) * 7 + usize::from(a) * 11;
    sum % 64
}

fn damage(what: impl std::fmt::Display) -> Error {
    Error::corrupt(format!("the QOI is damaged: {what}"))
}

fn cut_off() -> Error {
    Error::corrupt("the QOI is cut off: it ends before its last pixel and the eight bytes after it")
}
