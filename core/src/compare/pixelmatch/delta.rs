//! The colour distance of two pixels in YIQ, with alpha blended as the original blends it.
//!
//! Source: Y. Kotsarenko, F. Ramos, "Measuring perceived color difference using YIQ NTSC transmission color space in
//! mobile applications", Programación Matemática y Software 2 (2010).

/// More than the distance of two opaque pixels can be for each unit of their squared distance in RGB: the largest
/// eigenvalue of the quadratic form of [`Blend::delta`] is 0.256079.
pub(super) const PER_SQUARE: f64 = 0.2561;

/// What lies under transparent pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blend {
    checkerboard: bool,
    /// Pixels in a row: the ground depends on the offset of a pixel in the whole picture.
    width: u32,
}

impl Blend {
    pub(super) fn new(checkerboard: bool, width: u32) -> Self {
        Self { checkerboard, width }
    }

    /// The squared distance of two pixels that differ, at most 35215; negative where `q` is darker.
    pub(super) fn delta(self, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> f64 {
        let [dr, dg, db] = self.difference(p, q, x, y);
        let y = dr * 0.298_895_31 + dg * 0.586_622_47 + db * 0.114_482_23;
        let i = dr * 0.595_977_99 - dg * 0.274_176_10 - db * 0.321_801_89;
        let q = dr * 0.211_470_17 - dg * 0.522_617_11 + db * 0.311_146_94;
        let delta = 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q;
        if y > 0.0 { -delta } else { delta }
    }

    /// How much brighter `p`, at `x`, `y`, is than its neighbour `q`.
    pub(super) fn brightness_delta(self, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> f64 {
        if p == q {
            return 0.0;
        }
        let [dr, dg, db] = self.difference(p, q, x, y);
        dr * 0.298_895_31 + dg * 0.586_622_47 + db * 0.114_482_23
    }

    #[inline]
    fn difference(self, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> [f64; 3] {
        let [p_alpha, q_alpha] = [f64::from(p[3]), f64::from(q[3])];
        if p[3] == 255 && q[3] == 255 {
            return [0, 1, 2].map(|c| f64::from(p[c]) - f64::from(q[c]));
        }
        let ground = self.ground(x, y);
        [0, 1, 2].map(|c| {
            (f64::from(p[c]) * p_alpha - f64::from(q[c]) * q_alpha - ground[c] * (p_alpha - q_alpha)) / 255.0
        })
    }

    /// White, or the checkerboard: it changes with the byte offset of the pixel, divided by powers of the golden ratio.
    fn ground(self, x: u32, y: u32) -> [f64; 3] {
        if !self.checkerboard {
            return [255.0; 3];
        }
        let offset = (u64::from(y) * u64::from(self.width) + u64::from(x)) * 4;
        // `n | 0` of JavaScript: towards zero, then modulo 2^32 as a signed number.
        let parity = |divisor: f64| f64::from((offset as f64 / divisor) as i64 as i32 % 2);
        [48.0, 48.0 + 159.0 * parity(1.618_033_988_749_895), 48.0 + 159.0 * parity(2.618_033_988_749_895)]
    }
}
