//! `odiff`: odiff 4.5.0 (npm `odiff-bin`), count for count.
//!
//! The original decides in fixed point and so does this, with the same cuts: see `delta`. Its test for anti-aliasing
//! orders neighbours by floats: see `antialiased` for why these are the same everywhere. A threshold becomes one integer
//! before anything is compared.
//!
//! Source: <https://github.com/dmtrKovalenko/odiff>, version 4.5.0 (MIT), `src/diff.zig`, `src/color_delta.zig` and
//! `src/antialiasing.zig`.

mod antialiased;
mod delta;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use super::counting::{Counting, Judge, Judged};
use super::neighbours::Near;
use super::{Comparison, Measure, Pair, number, only_for};
use crate::options::Options;
use crate::{Antialiasing, Error, Metric};
use antialiased::antialiased;
use delta::{Delta, ONE, delta};

/// The largest possible squared distance of two colours.
const MAX_DELTA: u16 = 35215;

/// The metric and its settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Odiff {
    threshold: f64,
    forgive: bool,
}

impl Odiff {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        only_for(Metric::Odiff, options)?;
        let forgive = options.antialiasing_in_force() == Some(Antialiasing::Ignore);
        if options.highlight.antialiased_color.is_some() && !forgive {
            return Err(Error::bad_option(
                "highlight.antialiased_color has no meaning for the metric 'odiff' unless anti-aliasing is forgiven: \
                 leave it out, or give antialiasing = ignore as well",
            ));
        }
        Ok(Self { threshold: number(options, 0.0..=1.0, 0.1)?, forgive })
    }
}

impl Measure for Odiff {
    fn version(&self) -> u32 {
        1
    }

    fn threshold(&self) -> Option<f64> {
        Some(self.threshold)
    }

    fn begin(&self, pair: &Pair) -> Box<dyn Comparison> {
        let judge = Running { most: most(self.threshold), forgive: self.forgive };
        Box::new(Counting::new(judge, pair))
    }
}

/// The largest squared distance that is still the same. The original reads a threshold as an `f32`.
fn most(threshold: f64) -> i64 {
    let threshold = f64::from(threshold as f32);
    (f64::from(MAX_DELTA) * (threshold * threshold) * ONE as f64) as i64
}

#[derive(Debug)]
struct Running {
    most: i64,
    forgive: bool,
}

impl Judge for Running {
    const LOOKS_BENEATH: bool = true;

    fn harmless(&self) -> u32 {
        delta::harmless(self.most)
    }

    fn judge(&self, near: &Near<'_>, p: [u8; 4], q: [u8; 4], x: u32, y: u32) -> Judged {
        let Delta { square, darker } = delta(p, q);
        if square <= self.most {
            return Judged::Same;
        }
        if self.forgive {
            let Near { before, after } = near;
            if antialiased(before, after, x, y) || antialiased(after, before, x, y) {
                return Judged::Antialiased;
            }
        }
        Judged::Different { error: error(square), darker }
    }
}

/// A squared distance as the share of the largest distance, 65535 for all of it.
fn error(square: i64) -> u16 {
    let full = u64::from(u16::MAX);
    // A square has less than 28 bits.
    let share = square as u64 * full * full / (u64::from(MAX_DELTA) * ONE as u64);
    share.isqrt().min(full) as u16
}
