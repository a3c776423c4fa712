//! `rmse`: the figure `all` of `ImageMagick` 6's `compare -verbose -metric RMSE`.
//!
//! Per channel the mean of the squared differences, the colours weighted with alpha; then the root of the mean over the
//! channels. Three channels, or four where the picture before declares alpha; if only the one after does, its alpha weighs
//! its colours and is no channel. Here it is a sum of integers: `(α₁·c₁ − α₂·c₂)²` with `c` and `α` in 0..=255, so that
//! one channel of one pixel is at most 255⁴. A pixel that only one picture has counts as that in every channel.
//!
//! Source: `GetRootMeanSquaredDistortion` in `ImageMagick` 6.9.11, `magick/compare.c`.

use super::{Band, Comparison, Measure, Outcome, Pair, Pass, number, only_for};
use crate::options::Options;
use crate::report::{Distortion, Findings, Summary};
use crate::{Error, Metric};

/// The largest squared difference of one channel of one pixel: 255⁴.
const FULL: u64 = 255 * 255 * 255 * 255;

/// The metric and its threshold.
#[derive(Debug)]
pub(crate) struct Rmse {
    threshold: f64,
}

impl Rmse {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        only_for(Metric::Rmse, options)?;
        Ok(Self { threshold: number(options, 0.0..=1.0, 0.0)? })
    }
}

impl Measure for Rmse {
    fn version(&self) -> u32 {
        1
    }

    fn threshold(&self) -> Option<f64> {
        Some(self.threshold)
    }

    fn begin(&self, pair: &Pair) -> Box<dyn Comparison> {
        Box::new(Running {
            threshold: self.threshold,
            channels: if pair.before.has_alpha { 4 } else { 3 },
            total: pair.canvas.size.pixels(),
            rows: pair.canvas.common.height,
            sum: 0,
            done: false,
        })
    }
}

#[derive(Debug)]
struct Running {
    threshold: f64,
    channels: u64,
    total: u64,
    rows: u32,
    sum: u128,
    done: bool,
}

impl Comparison for Running {
    fn next_pass(&self) -> Option<Pass> {
        (!self.done).then_some(Pass { inset: 0, granule: 1, halo: 0, until: self.rows, all: false })
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        for y in band.rows.clone() {
            let Some(span) = band.span(y) else { continue };
            let mut facts = findings.blank();
            let (before, after) = (band.before(y).as_chunks::<4>().0, band.after(y).as_chunks::<4>().0);
            for x in span {
                let squares = squared_difference(before[x as usize], after[x as usize], self.channels == 4);
                if squares > 0 {
                    self.sum += u128::from(squares);
                    facts.set(x, error(squares, self.channels));
                }
            }
            findings.push(y, facts);
        }
    }

    fn end_pass(&mut self, _findings: &mut Findings) {
        self.done = true;
    }

    fn outcome(&self, summary: &Summary) -> Outcome {
        let pixel = u128::from(self.channels * FULL);
        let distortion = Distortion {
            sum: self.sum + u128::from(summary.one_sided) * pixel,
            full: u128::from(self.total) * pixel,
            root: true,
        };
        let different = summary.one_sided > 0 || distortion.sum > 0 && !distortion.within(self.threshold);
        Outcome { different, distortion, score: None, census: None }
    }
}

/// The squared differences of the colours and, where it is a channel, of alpha.
fn squared_difference(p: [u8; 4], q: [u8; 4], with_alpha: bool) -> u64 {
    let (p_alpha, q_alpha) = (i64::from(p[3]), i64::from(q[3]));
    let square = |difference: i64| (difference * difference) as u64;
    let colours: u64 = p[..3]
        .iter()
        .zip(&q[..3])
        .map(|(p, q)| square(i64::from(*p) * p_alpha - i64::from(*q) * q_alpha))
        .sum();
    if with_alpha { colours + square(255 * (p_alpha - q_alpha)) } else { colours }
}

/// The root mean square difference of one pixel, 65535 for 1.
fn error(squares: u64, channels: u64) -> u16 {
    let scaled = u128::from(squares) * 65535 * 65535 / u128::from(channels * FULL);
    (scaled as u64).isqrt().min(65535) as u16
}
