//! How stable the picture of a page is: captured several times, what varies?

use std::collections::BTreeSet;

use depicted::{Metric, Options, Picture};

use crate::{Capture, Failure, Pool, Request};

/// What came of capturing a page several times.
#[derive(Debug, Clone)]
pub struct StabilityReport {
    /// How often the page was captured.
    pub captures: usize,
    /// How many of the pictures are the first one, byte by byte; the first one counts.
    pub identical: usize,
    /// How many captures had two shots in a row that were equal.
    pub still: usize,
    /// How many captures had to hold the page's scripts for that.
    pub held: usize,
    /// The regions in which pictures differ from the first one, in its pixels, from top to bottom.
    pub varying: Vec<depicted::Rect>,
    /// The first capture.
    pub first: Capture,
}

impl StabilityReport {
    /// Whether all pictures are the same, byte by byte.
    pub fn is_identical(&self) -> bool {
        self.identical == self.captures
    }
}

/// Captures a page `captures` times, one after the other, and compares the pictures.
///
/// # Errors
/// The first capture that fails.
pub async fn stability(pool: &Pool, request: &Request, captures: usize) -> Result<StabilityReport, Failure> {
    let first = pool.capture(request).await?;
    let mut report = StabilityReport {
        captures: captures.max(1),
        identical: 1,
        still: usize::from(first.stable.equal),
        held: usize::from(first.stable.held),
        varying: Vec::new(),
        first,
    };
    let mut varying = BTreeSet::new();
    for _ in 1..captures {
        let capture = pool.capture(request).await?;
        report.still += usize::from(capture.stable.equal);
        report.held += usize::from(capture.stable.held);
        if capture.png == report.first.png {
            report.identical += 1;
        } else {
            varying.extend(differing(&report.first, &capture)?);
        }
    }
    report.varying =
        varying.into_iter().map(|(y, x, width, height)| depicted::Rect::new(x, y, width, height)).collect();
    Ok(report)
}

type Key = (u32, u32, u32, u32);

/// The regions in which any pixel differs.
fn differing(first: &Capture, other: &Capture) -> Result<BTreeSet<Key>, Failure> {
    let options = Options { metric: Metric::Exact, ..Options::default() };
    let (before, after) =
        (Picture::from_bytes(first.png.as_slice()), Picture::from_bytes(other.png.as_slice()));
    let report = depicted::diff(before, after, &options).map_err(|e| Failure {
        error: crate::CaptureError::Picture(e.to_string()),
        log: other.log.clone(),
        last_frame: Some(other.png.clone()),
    })?;
    Ok(report.regions.iter().map(|region| (region.y, region.x, region.width, region.height)).collect())
}
