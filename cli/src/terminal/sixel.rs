//! Sixels: bands of six rows, one colour of a band after the other.
//!
//! The crates that write them bring a score of others for choosing colours; a highlighted picture is grey with a few
//! colours in it, and needs little of that.

use std::fmt::Write;

use super::palette::Palette;
use super::scale::Pixels;

/// Rows of a band.
const BAND: usize = 6;

/// The picture. Pixels that are more transparent than not leave the terminal's ground as it is.
pub(super) fn text(pixels: &Pixels) -> String {
    let opaque: Vec<[u8; 3]> =
        pixels.rgba.iter().filter(|pixel| pixel[3] >= 128).map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let palette = Palette::new(&opaque);
    let mut indices = palette.indices.iter().copied();
    let registers: Vec<Option<u16>> =
        pixels.rgba.iter().map(|pixel| if pixel[3] >= 128 { indices.next() } else { None }).collect();

    // P2 = 1: what is not drawn stays. Then pixels as wide as high, and the size.
    let mut text = format!("\x1bP0;1;0q\"1;1;{};{}", pixels.width, pixels.height);
    for (number, color) in palette.colors.iter().enumerate() {
        let [r, g, b] = color.map(|v| (u32::from(v) * 100 + 127) / 255);
        // Writing to a string cannot fail.
        let _ = write!(text, "#{number};2;{r};{g};{b}");
    }
    let width = pixels.width as usize;
    for band in registers.chunks(width * BAND) {
        self::band(&mut text, band, width, palette.colors.len());
    }
    text.push_str("\x1b\\");
    text
}

fn band(text: &mut String, band: &[Option<u16>], width: usize, colors: usize) {
    let mut sixels = vec![Vec::new(); colors];
    for (y, row) in band.chunks(width).enumerate() {
        for (x, register) in row.iter().enumerate() {
            let Some(register) = register else { continue };
            let sixels = &mut sixels[*register as usize];
            if sixels.is_empty() {
                sixels.resize(width, 0);
            }
            sixels[x] |= 1_u8 << y;
        }
    }
    for (register, sixels) in sixels.iter().enumerate().filter(|(_, sixels)| !sixels.is_empty()) {
        let _ = write!(text, "#{register}");
        for run in sixels.chunk_by(|a, b| a == b) {
            let sixel = char::from(b'?' + run[0]);
            match run.len() {
                // As short as a run with its length in front.
                length @ 1..=3 => text.extend(std::iter::repeat_n(sixel, length)),
                length => _ = write!(text, "!{length}{sixel}"),
            }
        }
        // Back to the left, for the next colour.
        text.push('$');
    }
    text.push('-');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_has_its_colours_one_after_the_other() {
        let (red, white, clear) = ([255, 0, 0, 255], [255, 255, 255, 255], [255, 0, 0, 127]);
        let mut rgba = vec![white; 5];
        rgba.extend([red, red, clear, white, white]);
        let text = text(&Pixels { width: 5, height: 2, rgba });
        // White: 1 everywhere in the first row, and 2 in the last two places of the second.
        assert_eq!(text, "\x1bP0;1;0q\"1;1;5;2#0;2;100;0;0#1;2;100;100;100#0AA???$#1@@@BB$-\x1b\\");
    }

    #[test]
    fn long_runs_are_counted() {
        let text = text(&Pixels { width: 300, height: 7, rgba: vec![[0, 0, 0, 255]; 2100] });
        assert_eq!(text, "\x1bP0;1;0q\"1;1;300;7#0;2;0;0;0#0!300~$-#0!300@$-\x1b\\");
    }
}
