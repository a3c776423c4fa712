//! A PNG scaled down row by row: no more of it is in memory than what comes of it.

use std::io::{self, Cursor};

use png::{ColorType, Decoder, Transformations};

/// The most rows of a scaled picture.
const MOST_ROWS: u32 = 16_384;

/// Pixels in memory.
#[derive(Debug)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Straight alpha, row by row.
    pub(super) rgba: Vec<[u8; 4]>,
}

/// The picture, no wider than this; smaller still where it would have very many rows.
///
/// # Errors
/// When it cannot be read.
pub(super) fn down_to(png: &[u8], width: u32) -> io::Result<Pixels> {
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let (from_width, from_height) = (reader.info().width, reader.info().height);
    let size = fit(from_width, from_height, width);
    let color = reader.output_color_type().0;
    let mut sums = vec![Sum::default(); size.0 as usize];
    let mut rgba = Vec::with_capacity(size.0 as usize * size.1 as usize);
    let mut y = 0;
    while let Some(row) = reader.next_row()? {
        let samples = row.data().chunks_exact(color.samples());
        for (x, sample) in (0_u64..).zip(samples) {
            let target = x * u64::from(size.0) / u64::from(from_width);
            sums[target as usize].add(pixel(color, sample));
        }
        y += 1;
        // The last row of those that become one.
        if y * u64::from(size.1) / u64::from(from_height) > rgba.len() as u64 / u64::from(size.0) {
            rgba.extend(sums.iter_mut().map(|sum| std::mem::take(sum).mean()));
        }
    }
    Ok(Pixels { width: size.0, height: size.1, rgba })
}

/// The size of the scaled picture.
fn fit(width: u32, height: u32, most: u32) -> (u32, u32) {
    let by =
        |part: u32, whole: u32, of: u32| (u64::from(of) * u64::from(part) / u64::from(whole)).max(1) as u32;
    let (to_width, to_height) = if width > most { (most, by(most, width, height)) } else { (width, height) };
    if to_height > MOST_ROWS { (by(MOST_ROWS, height, width), MOST_ROWS) } else { (to_width, to_height) }
}

fn pixel(color: ColorType, sample: &[u8]) -> [u8; 4] {
    match (color, sample) {
        (ColorType::Grayscale, &[v]) => [v, v, v, 255],
        (ColorType::GrayscaleAlpha, &[v, a]) => [v, v, v, a],
        (_, &[r, g, b]) => [r, g, b, 255],
        (_, &[r, g, b, a]) => [r, g, b, a],
        _ => [0; 4],
    }
}

/// The pixels that become one.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Red, green and blue, weighted by alpha.
    rgb: [u64; 3],
    alpha: u64,
    count: u64,
}

impl Sum {
    fn add(&mut self, [r, g, b, a]: [u8; 4]) {
        for (sum, v) in self.rgb.iter_mut().zip([r, g, b]) {
            *sum += u64::from(v) * u64::from(a);
        }
        self.alpha += u64::from(a);
        self.count += 1;
    }

    fn mean(self) -> [u8; 4] {
        let [r, g, b] = self.rgb.map(|sum| ((sum + self.alpha / 2) / self.alpha.max(1)) as u8);
        [r, g, b, ((self.alpha + self.count / 2) / self.count.max(1)) as u8]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, rgba: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(rgba).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn pixels_that_become_one_are_its_mean() {
        let (red, clear, grey) = ([200, 0, 0, 255], [9, 9, 9, 0], [100, 100, 100, 255]);
        let pixels =
            down_to(&png(4, 2, &[red, clear, grey, grey, red, clear, grey, red].concat()), 2).unwrap();
        assert_eq!((pixels.width, pixels.height), (2, 1));
        assert_eq!(pixels.rgba, [[200, 0, 0, 128], [125, 75, 75, 255]]);
    }

    #[test]
    fn a_picture_that_fits_stays_as_it_is() {
        let rgba: Vec<u8> = (0..60).collect();
        let pixels = down_to(&png(5, 3, &rgba), 5).unwrap();
        // Where nothing is seen, the colour is lost.
        assert_eq!(pixels.rgba.as_flattened()[4..], rgba[4..]);
    }

    #[test]
    fn sizes_keep_their_shape_and_have_bounds() {
        for (from, most, to) in [
            ((3000, 6000), 800, (800, 1600)),
            ((800, 5), 800, (800, 5)),
            ((10_000, 3), 800, (800, 1)),
            ((100, 1_000_000), 800, (1, MOST_ROWS)),
            ((3000, 90_000), 800, (546, MOST_ROWS)),
        ] {
            assert_eq!(fit(from.0, from.1, most), to, "{from:?}");
        }
        for (width, height) in [(7, 7), (10, 3), (3, 10), (1, 1)] {
            let pixels = down_to(&png(width, height, &vec![255; (width * height * 4) as usize]), 3).unwrap();
            assert_eq!(pixels.rgba, vec![[255; 4]; (pixels.width * pixels.height) as usize]);
        }
    }
}
