//! Lines for people.

use std::fmt::Write;

use depicted::{ElapsedMs, Region, Report};

use crate::files::Target;
use crate::folders::Outcome;
use crate::names::printable;
use crate::trouble::Trouble;

/// One line, with the name of the program in front.
pub(super) fn trouble(trouble: &Trouble) -> String {
    format!("depicted: {}", printable(&trouble.message))
}

/// One line of whatever may hold names of files.
pub(super) fn detail(detail: &str) -> String {
    printable(detail)
}

/// What `--verbose` adds for each path of two directories: `shop/cart.png: same: 6 144 pixels, 3.2 ms`.
pub(super) fn outcome(path: &str, outcome: &Outcome) -> String {
    let path = printable(path);
    match outcome {
        Outcome::Compared { report, .. } => {
            let ms =
                report.elapsed_ms.map_or_else(String::new, |elapsed| format!(", {:.1} ms", elapsed.total));
            format!("{path}: {report}{ms}\n")
        }
        Outcome::Only(side) => format!("{path}: only in {side}\n"),
        Outcome::Failed(_) => format!("{path}: could not be compared\n"),
    }
}

/// What `--verbose` adds: the metric, the regions, the time, and the picture that was written.
pub(super) fn details(report: &Report, target: Option<&Target>) -> String {
    let mut text = metric(report);
    regions(&mut text, report);
    if let Some(ElapsedMs { decode, compare, highlight, total }) = report.elapsed_ms {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            text,
            "time: decode {decode:.1} ms, compare {compare:.1} ms, highlight {highlight:.1} ms, total {total:.1} ms"
        );
    }
    if report.highlight_written {
        match target {
            Some(Target::File(path)) => _ = writeln!(text, "written: {}", path.display()),
            Some(Target::Stdout) => text.push_str("written: standard output\n"),
            None => {}
        }
    }
    text
}

/// `metric: perceptual 1, threshold 1, score 3.21`
fn metric(report: &Report) -> String {
    let mut text = format!("metric: {} {}", report.metric, report.metric_version);
    if let Some(threshold) = report.threshold {
        let _ = write!(text, ", threshold {threshold}");
    }
    if let Some(score) = report.score {
        let _ = write!(text, ", score {score:.2}");
    }
    text.push('\n');
    text
}

/// The regions as a table, and how many more there are.
fn regions(text: &mut String, report: &Report) {
    if report.regions.is_empty() {
        return;
    }
    text.push_str("     x      y  width height     pixels    score\n");
    for Region { x, y, width, height, pixels, score, moved, .. } in &report.regions {
        let score = score.map_or_else(|| "-".to_owned(), |score| format!("{score:.2}"));
        let _ = write!(text, "{x:>6} {y:>6} {width:>6} {height:>6} {pixels:>10} {score:>8}");
        if let Some(moved) = moved {
            let _ = write!(text, "  moved by {},{}", moved.dx, moved.dy);
        }
        text.push('\n');
    }
    let more = report.regions_total - report.regions.len() as u64;
    if more > 0 {
        let _ = writeln!(text, "and {more} more: see --max-regions");
    }
}
