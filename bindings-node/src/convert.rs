//! From the engine's report to the plain object, field by field. A field that the engine gains has to be named here, or
//! this file does not compile.
//!
//! Counts become doubles, as all numbers of JavaScript are; a canvas has fewer than 2^53 pixels.

use depicted as core;

use crate::report::{
    DiffResult, ElapsedMs, Metric, Move, PixelCounts, Reason, Rect, Region, ResizeFilter, Resized, Side,
    Size, Verdict,
};

impl DiffResult {
    /// The report, with the highlighted picture where it is in memory.
    pub(crate) fn new(report: core::Report, highlight: Option<Vec<u8>>) -> Self {
        let core::Report {
            schema,
            verdict,
            reason,
            within_tolerance,
            metric,
            metric_version,
            threshold,
            score,
            census,
            distortion,
            before,
            after,
            resized,
            animated,
            width,
            height,
            pixels,
            regions,
            regions_total,
            bounds,
            highlight_written,
            elapsed_ms,
        } = report;
        Self {
            schema,
            verdict: verdict.into(),
            reason: reason.map(Into::into),
            within_tolerance,
            metric: metric.into(),
            metric_version,
            threshold,
            score,
            census,
            distortion,
            before: before.into(),
            after: after.into(),
            resized: resized.map(Into::into),
            animated: animated.into_iter().map(Into::into).collect(),
            width,
            height,
            pixels: pixels.into(),
            regions: regions.into_iter().map(Into::into).collect(),
            regions_total: regions_total as f64,
            bounds: bounds.map(Into::into),
            highlight_written,
            elapsed_ms: elapsed_ms.map(Into::into),
            highlight: highlight.map(Into::into),
        }
    }
}

impl From<core::Verdict> for Verdict {
    fn from(verdict: core::Verdict) -> Self {
        match verdict {
            core::Verdict::Same => Self::Same,
            core::Verdict::Different => Self::Different,
        }
    }
}

impl From<core::Reason> for Reason {
    fn from(reason: core::Reason) -> Self {
        match reason {
            core::Reason::Pixels => Self::Pixels,
            core::Reason::Size => Self::Size,
            core::Reason::Moved => Self::Moved,
        }
    }
}

impl From<core::Metric> for Metric {
    fn from(metric: core::Metric) -> Self {
        match metric {
            core::Metric::Perceptual => Self::Perceptual,
            core::Metric::Exact => Self::Exact,
            core::Metric::Rmse => Self::Rmse,
            core::Metric::Pixelmatch => Self::Pixelmatch,
            core::Metric::Odiff => Self::Odiff,
        }
    }
}

impl From<core::ResizeFilter> for ResizeFilter {
    fn from(filter: core::ResizeFilter) -> Self {
        match filter {
            core::ResizeFilter::Lanczos3 => Self::Lanczos3,
            core::ResizeFilter::CatmullRom => Self::CatmullRom,
            core::ResizeFilter::Bilinear => Self::Bilinear,
            core::ResizeFilter::Box => Self::Box,
            core::ResizeFilter::Nearest => Self::Nearest,
        }
    }
}

impl From<core::Side> for Side {
    fn from(side: core::Side) -> Self {
        match side {
            core::Side::Before => Self::Before,
            core::Side::After => Self::After,
        }
    }
}

impl From<core::Size> for Size {
    fn from(core::Size { width, height }: core::Size) -> Self {
        Self { width, height }
    }
}

impl From<core::Resized> for Resized {
    fn from(core::Resized { from, to, filter }: core::Resized) -> Self {
        Self { from: from.into(), to: to.into(), filter: filter.into() }
    }
}

impl From<core::Pixels> for PixelCounts {
    fn from(core::Pixels { total, different, antialiased, ignored }: core::Pixels) -> Self {
        Self {
            total: total as f64,
            different: different as f64,
            antialiased: antialiased as f64,
            ignored: ignored as f64,
        }
    }
}

impl From<core::Region> for Region {
    fn from(region: core::Region) -> Self {
        let core::Region { x, y, width, height, pixels, score, max_error, mean_error, moved } = region;
        let (pixels, moved) = (pixels as f64, moved.map(Into::into));
        Self { x, y, width, height, pixels, score, max_error, mean_error, moved }
    }
}

impl From<core::Move> for Move {
    fn from(core::Move { dx, dy }: core::Move) -> Self {
        Self { dx, dy }
    }
}

impl From<core::Rect> for Rect {
    fn from(core::Rect { x, y, width, height }: core::Rect) -> Self {
        Self { x, y, width, height }
    }
}

impl From<core::ElapsedMs> for ElapsedMs {
    fn from(core::ElapsedMs { decode, compare, highlight, total }: core::ElapsedMs) -> Self {
        Self { decode, compare, highlight, total }
    }
}
