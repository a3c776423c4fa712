//! The metrics: one folder each, all behind [`Measure`] and [`Comparison`].
//!
//! To add one: a folder that implements the two traits, a line in [`measure`], a name in
//! [`Metric`](crate::Metric). Nothing else knows which metrics there are.

mod band;
mod counting;
mod exact;
mod neighbours;
mod odiff;
mod perceptual;
mod pixelmatch;
mod rmse;
pub(crate) mod simd;
mod window;

use std::ops::Range;

pub(crate) use band::{Band, Frame};
pub(crate) use window::{Reader, Window};

use crate::decode::Header;
use crate::normalise::Canvas;
use crate::options::Options;
use crate::report::{Distortion, Findings, Summary};
use crate::{Error, Metric, Side, Threshold};

/// A metric whose options were checked.
pub(crate) trait Measure: Send + Sync {
    /// Raised whenever the same pictures may give another score or verdict.
    fn version(&self) -> u32;

    /// The threshold in force, as a number.
    fn threshold(&self) -> Option<f64>;

    /// Whether colour profiles are converted to sRGB. A metric that gives the figures of another tool takes colours as
    /// they are stored, as that tool does.
    fn applies_profiles(&self) -> bool {
        false
    }

    /// Starts the comparison of a pair.
    fn begin(&self, pair: &Pair) -> Box<dyn Comparison>;
}

/// What is known of a pair before its pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) canvas: Canvas,
    pub(crate) before: Header,
    pub(crate) after: Header,
}

impl Pair {
    /// The pictures that have more frames than the one that is read.
    pub(crate) fn animated(&self) -> Vec<Side> {
        let sides = [(Side::Before, self.before), (Side::After, self.after)];
        sides.into_iter().filter(|(_, header)| header.animated).map(|(side, _)| side).collect()
    }
}

/// One comparison under way: rows of both pictures come in from top to bottom, once or more often.
pub(crate) trait Comparison: Send {
    /// What the next pass over the rows needs; `None` when there was enough.
    fn next_pass(&self) -> Option<Pass>;

    /// Whether rows come as they are inside ignored rectangles, because a pixel beside one is judged by its true
    /// neighbours; what is inside is then left out by the comparison. Otherwise the picture after has the pixels of the
    /// one before there.
    fn looks_beneath(&self) -> bool {
        false
    }

    /// Whether it looks at rows, a granule of them or their halo; `differs` where anything in the granule does. Other rows
    /// are equal, and are not turned into pixels.
    fn looks_at(&self, _rows: Range<u32>, differs: bool) -> bool {
        differs
    }

    /// Takes the next rows.
    fn band(&mut self, band: &Band<'_>, findings: &mut Findings);

    /// Ends a pass.
    fn end_pass(&mut self, findings: &mut Findings);

    /// The least score (Q16) of a region that counts; 0 for a metric without scores.
    fn least_score(&self) -> u32 {
        0
    }

    /// What it comes to.
    fn outcome(&self, summary: &Summary) -> Outcome;
}

/// What a pass over the rows needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pass {
    /// Pixels left out along every edge of the common rectangle.
    pub(crate) inset: u32,
    /// Bands have a multiple of this many rows, but for the last one.
    pub(crate) granule: u32,
    /// Rows that a band must see above and below itself.
    pub(crate) halo: u32,
    /// Rows from here on need not come.
    pub(crate) until: u32,
    /// Every row of the picture before is looked at. Else only those of which [`Comparison::looks_at`] says so.
    pub(crate) all: bool,
}

/// What a comparison comes to, before tolerance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) different: bool,
    pub(crate) distortion: Distortion,
    /// Q16.
    pub(crate) score: Option<u32>,
    pub(crate) census: Option<f64>,
}

impl Outcome {
    /// For a metric that counts: different when any pixel is, by the share of the canvas that is.
    fn share(summary: &Summary, total: u64) -> Self {
        Self {
            different: summary.changed > 0,
            distortion: Distortion { sum: summary.changed.into(), full: total.into(), root: false },
            score: None,
            census: None,
        }
    }
}

/// Checks the options of the chosen metric.
///
/// # Errors
/// `bad_option` for a value outside its range, or an option that the metric has no use for.
pub(crate) fn measure(options: &Options) -> Result<Box<dyn Measure>, Error> {
    Ok(match options.metric {
        Metric::Exact => Box::new(exact::Exact::new(options)?),
        Metric::Rmse => Box::new(rmse::Rmse::new(options)?),
        Metric::Pixelmatch => Box::new(pixelmatch::Pixelmatch::new(options)?),
        Metric::Odiff => Box::new(odiff::Odiff::new(options)?),
        Metric::Perceptual => Box::new(perceptual::Perceptual::new(options)?),
    })
}

/// Refuses options that only other metrics understand.
fn only_for(metric: Metric, options: &Options) -> Result<(), Error> {
    use Metric::{Odiff, Perceptual, Pixelmatch};
    let highlight = &options.highlight;
    let given: [(&[Metric], _, _); 5] = [
        (&[Pixelmatch, Odiff], "antialiasing", options.antialiasing.is_some()),
        (&[Pixelmatch], "checkerboard", options.checkerboard.is_some()),
        (&[Pixelmatch, Odiff], "highlight.color_alt", highlight.color_alt.is_some()),
        (&[Pixelmatch, Odiff], "highlight.antialiased_color", highlight.antialiased_color.is_some()),
        (&[Perceptual], "tolerance.max_shift_px", options.tolerance.max_shift_px != 0),
    ];
    for (owners, name, given) in given {
        if given && !owners.contains(&metric) {
            let owners: Vec<String> = owners.iter().map(|owner| format!("'{owner}'")).collect();
            return Err(Error::bad_option(format!(
                "{name} has no meaning for the metric '{metric}': leave it out, or choose {}",
                owners.join(" or ")
            )));
        }
    }
    Ok(())
}

/// A threshold as a number within a range; `default` where none was given.
fn number(options: &Options, range: std::ops::RangeInclusive<f64>, default: f64) -> Result<f64, Error> {
    let value = match options.threshold {
        None => default,
        Some(Threshold::Number(value)) => value,
        Some(Threshold::Level(level)) if options.metric == Metric::Perceptual => level.value(),
        Some(level @ Threshold::Level(_)) => {
            return Err(Error::bad_option(format!(
                "threshold '{level}' is a level of 'perceptual': '{}' takes a number, {} to {}",
                options.metric,
                range.start(),
                range.end()
            )));
        }
    };
    if range.contains(&value) {
        return Ok(value);
    }
    Err(Error::bad_option(format!(
        "threshold {value} is out of range: '{}' takes {} to {}",
        options.metric,
        range.start(),
        range.end()
    )))
}
