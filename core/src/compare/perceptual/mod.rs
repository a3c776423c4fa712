//! `perceptual`: what a person would notice.
//!
//! A change moves ink by more than a pixel, or changes its amount; rendering noise (anti-aliasing, hinting, LCD fringes,
//! sub-pixel positions, re-encoding) moves it by less and keeps the amount. So slightly blurred pictures are compared,
//! and a pixel may be anything inside the colour box of the other picture's 3x3 neighbourhood. What leaves the box is
//! measured in OKLab, divided by what the contrast around it hides, and ranked in windows. The pair is *different* when
//! the highest rank reaches the threshold.
//!
//! Two passes over the pixels, the second only where something differs:
//! 1. [`survey`]: which [`tiles`] differ, the noise [`census`], exact [`moves`] by one pixel; the pixels near differences
//!    are [`kept`] for the second pass, if they are not too many, else the rows are read once more;
//! 2. [`filters`]: strip by strip, [`patch`] by patch: [`blur`] on three [`scales`], [`boxes`], [`significance`] in
//!    [`oklab`], the [`error_map`], and [`windows`].
//!
//! Everything is made of integers; see `DESIGN.md` for the figures behind the constants.

mod blur;
mod boxes;
mod census;
mod differing;
mod error_map;
mod filters;
mod kept;
mod moves;
mod oklab;
#[cfg(test)]
mod oracle;
mod patch;
mod scales;
mod significance;
mod survey;
mod tables;
mod tiles;
mod windows;

use std::ops::Range;

use super::{Band, Comparison, Frame, Measure, Outcome, Pair, Pass, number, only_for};
use crate::normalise::composite::Backdrop;
use crate::options::Options;
use crate::report::{Distortion, Findings, Summary, TILE};
use crate::{Error, Metric, Size};
use census::Census;
use filters::{Filters, STRIP};
use patch::Setting;
use scales::{HALO, Noise};
use survey::{Facts, Survey};

/// The metric and its threshold.
#[derive(Debug)]
pub(crate) struct Perceptual {
    threshold: f64,
}

impl Perceptual {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        only_for(Metric::Perceptual, options)?;
        Ok(Self { threshold: number(options, 0.05..=20.0, 1.0)? })
    }
}

impl Measure for Perceptual {
    fn version(&self) -> u32 {
        scales::VERSION
    }

    fn threshold(&self) -> Option<f64> {
        Some(self.threshold)
    }

    fn applies_profiles(&self) -> bool {
        true
    }

    fn begin(&self, pair: &Pair) -> Box<dyn Comparison> {
        let common = pair.canvas.common;
        Box::new(Running {
            common,
            total: pair.canvas.size.pixels(),
            least: (self.threshold * 65536.0).round() as u32,
            census: Census::default(),
            score: 0,
            stage: Stage::Survey(Box::new(Survey::new(common.width))),
        })
    }
}

#[derive(Debug)]
struct Running {
    common: Size,
    total: u64,
    /// The least score that is different, Q16.
    least: u32,
    census: Census,
    /// The highest significance, Q16.
    score: u32,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Survey(Box<Survey>),
    Filters(Box<Filters>),
    Done,
}

impl Comparison for Running {
    fn next_pass(&self) -> Option<Pass> {
        match &self.stage {
            Stage::Survey(_) => {
                Some(Pass { inset: 0, granule: TILE, halo: kept::ROWS, until: self.common.height, all: true })
            }
            Stage::Filters(filters) => Some(Pass {
                inset: filters.frame().inset,
                granule: STRIP,
                halo: HALO,
                until: filters.until(),
                all: false,
            }),
            Stage::Done => None,
        }
    }

    fn looks_at(&self, rows: Range<u32>, _differs: bool) -> bool {
        match &self.stage {
            Stage::Survey(_) => true,
            Stage::Filters(filters) => filters.looks_at(&rows),
            Stage::Done => false,
        }
    }

    fn band(&mut self, band: &Band<'_>, findings: &mut Findings) {
        match &mut self.stage {
            Stage::Survey(survey) => survey.band(band),
            Stage::Filters(filters) => filters.band(band, findings),
            Stage::Done => {}
        }
    }

    fn end_pass(&mut self, findings: &mut Findings) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Survey(survey) => self.after_survey(survey.finish(), findings),
            Stage::Filters(filters) => self.after_filters(*filters, findings),
            Stage::Done => Stage::Done,
        };
    }

    fn least_score(&self) -> u32 {
        self.least
    }

    fn outcome(&self, summary: &Summary) -> Outcome {
        let score = if summary.one_sided > 0 { u32::MAX } else { self.score };
        Outcome {
            different: score >= self.least || summary.moved > 0,
            distortion: Distortion {
                sum: summary.square_sum,
                full: u128::from(self.total) * 65535 * 65535,
                root: true,
            },
            score: Some(score),
            census: Some(self.census.share()),
        }
    }
}

impl Running {
    fn after_survey(&mut self, facts: Facts, findings: &mut Findings) -> Stage {
        let Facts { tiles, census, moves, alpha_differs, kept } = facts;
        self.census = census;
        findings.moves = moves;
        if !tiles.any() {
            return Stage::Done;
        }
        let ring = census.drops_ring() && self.common.width > 4 && self.common.height > 4;
        let (noisy, textured) = census.counts();
        let backdrops =
            if alpha_differs { vec![Backdrop::White, Backdrop::Black] } else { vec![Backdrop::White] };
        let setting = Setting { backdrops, noise: Noise::new(noisy, textured), least: self.least };
        let mut filters = Filters::new(Frame::new(self.common, u32::from(ring)), tiles, setting);
        if !kept.is_whole() {
            return Stage::Filters(Box::new(filters));
        }
        filters.take(&kept, findings);
        self.after_filters(filters, findings)
    }

    fn after_filters(&mut self, mut filters: Filters, findings: &mut Findings) -> Stage {
        filters.end(findings);
        self.score = filters.score();
        Stage::Done
    }
}
