//! The unchanged picture as grey, faded towards white.

use super::ink::Ink;

/// Pixels that are looked at together: screenshots are long runs of one colour.
const RUN: usize = 8;

/// Makes greys of one fade.
///
/// The products of the luma are looked up; they and all sums after them are those of the formula, in its order, so that
/// every grey is the formula's own.
pub(super) struct Greys {
    red: [f64; 256],
    green: [f64; 256],
    blue: [f64; 256],
    fade: f64,
}

impl Greys {
    /// `fade` is 0 (white) to 1 (the picture's own grey).
    pub(super) fn new(fade: f64) -> Self {
        let products = |weight: f64| std::array::from_fn(|value| value as f64 * weight);
        Self {
            red: products(0.298_895_31),
            green: products(0.586_622_47),
            blue: products(0.114_482_23),
            fade,
        }
    }

    /// The grey of a pixel: its luma (NTSC), `fade` times as far from white, alpha included.
    ///
    /// The order of the operations is that of `drawGrayPixel` in pixelmatch 7.2.0, and the result is cut, not rounded,
    /// as storing into a byte array does.
    pub(super) fn grey(&self, [r, g, b, a]: [u8; 4]) -> u8 {
        let luma = self.red[usize::from(r)] + self.green[usize::from(g)] + self.blue[usize::from(b)];
        (255.0 + (luma - 255.0) * self.fade * f64::from(a) / 255.0) as u8
    }

    /// The greys of a row.
    pub(super) fn row(&self, pixels: &[[u8; 4]], inks: &mut [Ink]) {
        let mut last = ([255; 4], 255);
        // The canvas may be wider than the picture.
        let (ink_runs, inks) = inks[..pixels.len()].as_chunks_mut::<RUN>();
        let (pixel_runs, pixels) = pixels.as_chunks::<RUN>();
        for (inks, pixels) in ink_runs.iter_mut().zip(pixel_runs) {
            if *pixels == [last.0; RUN] {
                *inks = [last.1; RUN];
            } else {
                last = self.each(last, inks, pixels);
            }
        }
        self.each(last, inks, pixels);
    }

    /// The same one by one; `last` is the pixel before with its grey, and the result the last of these.
    #[inline]
    fn each(&self, mut last: ([u8; 4], Ink), inks: &mut [Ink], pixels: &[[u8; 4]]) -> ([u8; 4], Ink) {
        for (ink, pixel) in inks.iter_mut().zip(pixels) {
            if *pixel != last.0 {
                last = (*pixel, Ink::from(self.grey(*pixel)));
            }
            *ink = last.1;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula as pixelmatch has it.
    fn formula([r, g, b, a]: [u8; 4], fade: f64) -> u8 {
        let luma = f64::from(r) * 0.298_895_31 + f64::from(g) * 0.586_622_47 + f64::from(b) * 0.114_482_23;
        (255.0 + (luma - 255.0) * fade * f64::from(a) / 255.0) as u8
    }

    #[test]
    fn every_grey_is_that_of_the_formula() {
        for fade in [0.0, 0.1, 0.3, 1.0 / 3.0, 0.999_999, 1.0] {
            let greys = Greys::new(fade);
            // All opaque greys; all colours on a grid; alpha on a coarser one.
            let opaque = (0..=255).map(|v| [v, v, v, 255]);
            let colors =
                (0..1 << 24).step_by(97).map(|n: u32| [(n >> 16) as u8, (n >> 8) as u8, n as u8, 255]);
            let alphas = (0..1 << 24).step_by(1009).flat_map(|n: u32| {
                [0, 1, 2, 127, 128, 254].map(|a| [(n >> 16) as u8, (n >> 8) as u8, n as u8, a])
            });
            for pixel in opaque.chain(colors).chain(alphas) {
                assert_eq!(greys.grey(pixel), formula(pixel, fade), "{pixel:?} {fade}");
            }
        }
    }

    #[test]
    fn a_row_is_its_pixels() {
        let greys = Greys::new(0.5);
        for length in 0..40 {
            // Runs of 1 to 13 pixels.
            let pixels: Vec<[u8; 4]> =
                (0..length).map(|x: u8| [x / 13 * 90, x / 3 * 17, 7, 255 - x % 2]).collect();
            for beyond in [0, 1, 8, 30] {
                let mut inks = vec![Ink::MAX; pixels.len() + beyond];
                greys.row(&pixels, &mut inks);
                let (inks, blank) = inks.split_at(pixels.len());
                assert!(pixels.iter().zip(inks).all(|(pixel, ink)| *ink == Ink::from(formula(*pixel, 0.5))));
                assert!(blank.iter().all(|ink| *ink == Ink::MAX));
            }
        }
    }
}
