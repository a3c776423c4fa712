//! `pixelmatch`: npm `pixelmatch` 7.2.0, count for count and, with its colours, pixel for pixel.
//!
//! Its arithmetic is that of JavaScript numbers, so this is the one metric that decides with floats: `f64` additions,
//! multiplications and divisions in the order of the original. IEEE 754 defines each of them to the bit, Rust never
//! fuses two into one, and so the verdict is still the same on every processor.
//!
//! Source: <https://github.com/mapbox/pixelmatch>, version 7.2.0 (ISC), `index.js`.

mod antialiased;
mod delta;

use super::{Band, Comparison, Frame, Measure, Outcome, Pair, Pass, number, only_for};
use crate::image::bits::BitRow;
use crate::options::Options;
use crate::report::{Distortion, Findings, RowFacts, Summary};
use crate::{Antialiasing, Error, Metric, parallel};
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
            forgive: options.antialiasing.unwrap_or_default() == Antialiasing::Ignore,
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
        Box::new(Running {
            max_delta: MAX_DELTA * self.threshold * self.threshold,
            forgive: self.forgive,
            blend: Blend::new(self.checkerboard, pair.canvas.size.width),
            total: pair.canvas.size.pixels(),
            rows: pair.canvas.common.height,
            done: false,
        })
    }
}

#[derive(Debug)]
struct Running {
    max_delta: f64,
    forgive: bool,
    blend: Blend,
    total: u64,
    rows: u32,
    done: bool,
}

/// One row while it is looked at.
struct Row {
    y: u32,
    facts: RowFacts,
    darker: BitRow,
    antialiased: BitRow,
}

impl Running {
    fn row(&self, band: &Band<'_>, row: &mut Row) {
        let y = row.y;
        let Some(span) = band.span(y) else { return };
        let (before, after) = (band.before(y).as_chunks::<4>().0, band.after(y).as_chunks::<4>().0);
        for x in span {
            let (p, q) = (before[x as usize], after[x as usize]);
            if p == q {
                continue;
            }
            let delta = self.blend.delta(p, q, x, y);
            if delta.abs() <= self.max_delta {
                continue;
            }
            if self.forgive && self.is_antialiased(band, x, y) {
                row.antialiased.set(x);
            } else {
                row.facts.set(x, ((delta.abs() / MAX_DELTA).sqrt() * 65535.0) as u16);
                if delta < 0.0 {
                    row.darker.set(x);
                }
            }
        }
    }

    fn is_antialiased(&self, band: &Band<'_>, x: u32, y: u32) -> bool {
        let Frame { width, height, .. } = band.frame;
        let pixel = |row: &[u8], x: u32| row.as_chunks::<4>().0[x as usize];
        let before = |x, y| pixel(band.before(y), x);
        let after = |x, y| pixel(band.after(y), x);
        antialiased(before, after, x, y, width, height, self.blend)
            || antialiased(after, before, x, y, width, height, self.blend)
    }
}

impl Comparison for Running {
    fn next_pass(&self) -> Option<Pass> {
        // A neighbour of a pixel is asked for its own neighbours: two rows to each side.
        (!self.done).then_some(Pass { inset: 0, granule: 1, halo: 2, until: self.rows })
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        let mut rows: Vec<Row> = band
            .rows
            .clone()
            .filter(|y| band.span(*y).is_some())
            .map(|y| Row {
                y,
                facts: findings.blank(),
                darker: BitRow::new(band.frame.width),
                antialiased: BitRow::new(band.frame.width),
            })
            .collect();
        parallel::for_each(&mut rows, |row| self.row(band, row));
        for row in rows {
            if row.antialiased.any() {
                findings.forgive(row.y, &row.antialiased);
            }
            if row.darker.any() {
                findings.masks.darker.push(row.y, &row.darker);
            }
            findings.push(row.y, row.facts);
        }
    }

    fn end_pass(&mut self, _findings: &mut Findings) {
        self.done = true;
    }

    fn outcome(&self, summary: &Summary) -> Outcome {
        Outcome {
            different: summary.changed > 0,
            distortion: Distortion { sum: summary.changed.into(), full: self.total.into(), root: false },
            score: None,
            census: None,
        }
    }
}
