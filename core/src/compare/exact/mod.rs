//! `exact`: any byte of the decoded RGBA8 pixels.
//!
//! Also the colour of invisible pixels counts. The error of a pixel is its largest difference in a channel; the
//! distortion is the share of pixels that differ.

use super::simd::widest;
use super::{Band, Comparison, Measure, Outcome, Pair, Pass, only_for};
use crate::image::bits::gathered;
use crate::options::Options;
use crate::report::{Findings, RowFacts, Summary};
use crate::{Error, Metric, parallel};

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
        (!self.done).then_some(Pass { inset: 0, granule: 1, halo: 0, until: self.rows, all: false })
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        let differs = band.rows.clone().filter(|y| band.span(*y).is_some());
        let mut rows: Vec<(u32, RowFacts)> = differs.map(|y| (y, findings.blank())).collect();
        parallel::for_each(&mut rows, |(y, facts)| row(band, *y, facts));
        for (y, facts) in rows {
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

/// Marks the pixels of a row that differ.
fn row(band: &Band<'_>, y: u32, facts: &mut RowFacts) {
    let Some(span) = band.span(y) else { return };
    let (before, after) = (band.before(y).as_chunks().0, band.after(y).as_chunks().0);
    for word in span.start as usize / 64..(span.end as usize).div_ceil(64) {
        let columns = word * 64..(word * 64 + 64).min(before.len());
        let errors = &mut facts.errors[columns.clone()];
        facts.different.words_mut()[word] = judge(&before[columns.clone()], &after[columns], errors);
    }
}

widest! {
    /// The errors of up to 64 pixels, and which of them are more than nothing.
    fn judge(before: &[[u8; 4]], after: &[[u8; 4]], errors: &mut [u16]) -> u64 {
        let mut differs = [0; 64];
        for (((p, q), error), differs) in before.iter().zip(after).zip(errors).zip(&mut differs) {
            let [r, g, b, a] = [0, 1, 2, 3].map(|channel| p[channel].abs_diff(q[channel]));
            let worst = r.max(g).max(b.max(a));
            *error = u16::from(worst) * 257;
            *differs = u8::from(worst > 0);
        }
        gathered(&differs)
    }
}
