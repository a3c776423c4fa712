//! `pixelmatch`: npm `pixelmatch` 7.2.0, count for count and, with its colours, pixel for pixel.
//!
//! Its arithmetic is that of JavaScript numbers, so this metric decides with floats: `f64` additions, multiplications
//! and divisions in the order of the original. IEEE 754 defines each of them to the bit, Rust never fuses two into one,
//! and so the verdict is still the same on every processor.
//!
//! Source: <https://github.com/mapbox/pixelmatch>, version 7.2.0 (ISC), `index.js`.

mod antialiased;
mod delta;

use super::counting::{Counting, Judge, Judged};
use super::neighbours::Near;
use super::{Comparison, Measure, Pair, number, only_for};
use crate::options::Options;
use crate::{Antialiasing, Error, Metric};
use antialiased::antialiased;
use delta::Blend;

/// The largest possible squared distance of two colours.
const MAX_DELTA: f64 = 35215.0;

/// The metric and its settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pixelmatch {
    threshold: f64,
    forgive: bool,
    checkerboard: bool,
}

impl Pixelmatch {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        only_for(Metric::Pixelmatch, options)?;
        Ok(Self {
            threshold: number(options, 0.0..=1.0, 0.1)?,
            forgive: options.antialiasing_in_force() == Some(Antialiasing::Ignore),
            checkerboard: options.checkerboard.unwrap_or(true),
        })
    }
}

impl Measure for Pixelmatch {
    fn version(&self) -> u32 {
        1
    }

    fn threshold(&self) -> Option<f64> {
        Some(self.threshold)
    }

    fn begin(&self, pair: &Pair) -> Box<dyn Comparison> {
        let judge = Running {
            max_delta: MAX_DELTA * self.threshold * self.threshold,
            forgive: self.forgive,
            blend: Blend::new(self.checkerboard, pair.canvas.size.width),
        };
        Box::new(Counting::new(judge, pair))
    }
}

#[derive(Debug)]
struct Running {
    max_delta: f64,
    forgive: bool,
    blend: Blend,
}

impl Judge for Running {
    const LOOKS_BENEATH: bool = false;

    fn harmless(&self) -> u32 {
        (self.max_delta / delta::PER_SQUARE) as u32
    }

    fn judge(&self, near: &Near<'_>, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> Judged {
        let delta = self.blend.delta(p, q, x, y);
        if delta.abs() <= self.max_delta {
            return Judged::Same;
        }
        if self.forgive {
            let Near { before, after } = near;
            if antialiased(before, after, x, y, self.blend) || antialiased(after, before, x, y, self.blend) {
                return Judged::Antialiased;
            }
        }
        Judged::Different { error: ((delta.abs() / MAX_DELTA).sqrt() * 65535.0) as u16, darker: delta < 0.0 }
    }
}
