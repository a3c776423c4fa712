//! What a comparison found, in words.

use std::fmt::Write;

use depicted::{Options, Report};

/// The most regions that are written out.
const REGIONS: usize = 50;

/// The log of a comparison.
pub(super) fn of(report: &Report, options: &Options, bytes: &[u64; 2], remarks: &[String]) -> String {
    let mut text = format!("{report}\n\n");
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<12}{value}");
    };
    let metric = serde_json::to_value(report.metric).ok();
    let metric = metric.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned();
    line("metric", format!("{metric} {}", report.metric_version));
    if let Some(threshold) = report.threshold {
        line("threshold", threshold.to_string());
    }
    line("before", format!("{}x{}, {} bytes", report.before.width, report.before.height, bytes[0]));
    line("after", format!("{}x{}, {} bytes", report.after.width, report.after.height, bytes[1]));
    line("canvas", format!("{}x{}", report.width, report.height));
    let pixels = &report.pixels;
    line("pixels", format!("{} of {} differ, {} ignored", pixels.different, pixels.total, pixels.ignored));
    line("distortion", report.distortion.to_string());
    if let Some(score) = report.score {
        line("score", score.to_string());
    }
    if !options.ignore.is_empty() {
        line("ignored", format!("{} rectangles", options.ignore.len()));
    }
    if let Some(took) = &report.elapsed_ms {
        let parts = format!(
            "decode {:.1}, compare {:.1}, highlight {:.1}",
            took.decode, took.compare, took.highlight
        );
        line("took", format!("{:.1} ms: {parts}", took.total));
    }
    line("regions", report.regions_total.to_string());
    for region in report.regions.iter().take(REGIONS) {
        let score = region.score.map(|score| format!(", score {score:.2}")).unwrap_or_default();
        let moved = region.moved.map(|by| format!(", moved by {},{}", by.dx, by.dy)).unwrap_or_default();
        line(
            "",
            format!(
                "{}x{} at {},{}: {} pixels, error up to {:.3}{score}{moved}",
                region.width, region.height, region.x, region.y, region.pixels, region.max_error
            ),
        );
    }
    if report.regions_total > REGIONS as u64 {
        line("", format!("and {} more", report.regions_total - REGIONS as u64));
    }
    for remark in remarks {
        line("remark", remark.clone());
    }
    text
}
