//! How stable the picture of a page is: captured several times, what varies?

use depicted::{Metric, Options, Picture, Rect};

use crate::{Capture, CaptureError, Failure, Pool, Request};

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
    /// The regions in which pictures differ from the first one, in its pixels, from top to bottom. No two overlap.
    pub varying: Vec<Rect>,
    /// The greatest distortion of a picture, compared with the first one by the engine's defaults.
    pub distortion: f64,
    /// How many pictures the engine's defaults call different from the first one.
    pub visible: usize,
    /// The first capture.
    pub first: Capture,
}

impl StabilityReport {
    /// Whether all pictures are the same, byte by byte.
    pub fn is_identical(&self) -> bool {
        self.identical == self.captures
    }

    fn begin(first: Capture) -> Self {
        Self {
            captures: 1,
            identical: 1,
            still: usize::from(first.stable.equal),
            held: usize::from(first.stable.held),
            varying: Vec::new(),
            distortion: 0.0,
            visible: 0,
            first,
        }
    }

    /// Takes in one more capture.
    fn add(&mut self, capture: &Capture) -> Result<(), Failure> {
        self.captures += 1;
        self.still += usize::from(capture.stable.equal);
        self.held += usize::from(capture.stable.held);
        if capture.png == self.first.png {
            self.identical += 1;
            return Ok(());
        }
        let exact = compared(&self.first, capture, Metric::Exact)?;
        for region in &exact.regions {
            join(&mut self.varying, Rect::new(region.x, region.y, region.width, region.height));
        }
        let seen = compared(&self.first, capture, Metric::Perceptual)?;
        self.distortion = self.distortion.max(seen.distortion);
        self.visible += usize::from(!seen.same());
        Ok(())
    }
}

/// Captures a page `captures` times, one after the other, and compares the pictures. `each` sees every capture as soon as
/// it is there.
///
/// # Errors
/// The first capture that fails.
pub async fn stability(
    pool: &Pool,
    request: &Request,
    captures: usize,
    mut each: impl FnMut(&Capture),
) -> Result<StabilityReport, Failure> {
    let first = pool.capture(request).await?;
    each(&first);
    let mut report = StabilityReport::begin(first);
    while report.captures < captures {
        let capture = pool.capture(request).await?;
        each(&capture);
        report.add(&capture)?;
    }
    report.varying.sort_unstable_by_key(|rect| (rect.y, rect.x));
    Ok(report)
}

fn compared(first: &Capture, other: &Capture, metric: Metric) -> Result<depicted::Report, Failure> {
    let options = Options { metric, ..Options::default() };
    let (before, after) =
        (Picture::from_bytes(first.png.as_slice()), Picture::from_bytes(other.png.as_slice()));
    depicted::diff(before, after, &options).map_err(|error| Failure {
        error: CaptureError::Picture(error.to_string()),
        log: other.log.clone(),
        last_frame: Some(other.png.clone()),
    })
}

/// Adds a rectangle; those that it overlaps become one with it.
fn join(rects: &mut Vec<Rect>, mut new: Rect) {
    while let Some(at) = rects.iter().position(|rect| overlap(rect, &new)) {
        let old = rects.swap_remove(at);
        let (x, y) = (old.x.min(new.x), old.y.min(new.y));
        let right = (old.x + old.width).max(new.x + new.width);
        let bottom = (old.y + old.height).max(new.y + new.height);
        new = Rect::new(x, y, right - x, bottom - y);
    }
    rects.push(new);
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_that_overlap_become_one() {
        let mut rects = Vec::new();
        for (x, y) in [(0, 0), (20, 0), (5, 5), (100, 100)] {
            join(&mut rects, Rect::new(x, y, 10, 10));
        }
        rects.sort_unstable_by_key(|rect| (rect.y, rect.x));
        assert_eq!(rects, [Rect::new(0, 0, 15, 15), Rect::new(20, 0, 10, 10), Rect::new(100, 100, 10, 10)]);
        // One that touches two joins all three.
        join(&mut rects, Rect::new(14, 3, 8, 2));
        assert_eq!(rects.len(), 2);
        assert!(rects.contains(&Rect::new(0, 0, 30, 15)));
    }
}
