//! `exact`: any byte of the decoded RGBA8 pixels.
//!
//! Also the colour of invisible pixels counts. The error of a pixel is its largest difference in a channel; the
//! distortion is the share of pixels that differ.

use super::{Band, Comparison, Measure, Outcome, Pair, Pass, only_for};
use crate::options::Options;
use crate::report::{Findings, Summary};
use crate::{Error, Metric};

/// The metric; it has no settings.
#[derive(Debug)]
pub(crate) struct Exact;

impl Exact {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        only_for(Metric::Exact, options)?;
        if let Some(threshold) = options.threshold {
            return Err(Error::bad_option(format!(
                "threshold {threshold} has no meaning for the metric 'exact': leave it out, or choose another metric"
            )));
        }
        Ok(Self)
    }
}

impl Measure for Exact {
    fn version(&self) -> u32 {
        1
    }

    fn threshold(&self) -> Option<f64> {
        None
    }

    fn begin(&self, pair: &Pair) -> Box<dyn Comparison> {
        Box::new(Running { total: pair.canvas.size.pixels(), rows: pair.canvas.common.height, done: false })
    }
}

#[derive(Debug)]
struct Running {
    total: u64,
    rows: u32,
    done: bool,
}

impl Comparison for Running {
    fn next_pass(&self) -> Option<Pass> {
        (!self.done).then_some(Pass { inset: 0, granule: 1, halo: 0, until: self.rows })
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        for y in band.rows.clone() {
            let Some(span) = band.span(y) else { continue };
            let mut facts = findings.blank();
            let (before, after) = (band.before(y).as_chunks::<4>().0, band.after(y).as_chunks::<4>().0);
            for x in span {
                let (p, q) = (before[x as usize], after[x as usize]);
                if p != q {
                    let worst = p.iter().zip(q).map(|(p, q)| p.abs_diff(q)).max().unwrap_or(0);
                    facts.set(x, u16::from(worst) * 257);
                }
            }
            findings.push(y, facts);
        }
    }

    fn end_pass(&mut self, _findings: &mut Findings) {
        self.done = true;
    }

    fn outcome(&self, summary: &Summary) -> Outcome {
        Outcome::share(summary, self.total)
    }
}
