//! The document of two directories, in parts.

use std::time::Duration;

use depicted::{Report, SCHEMA, Side, Verdict};
use serde::Serialize;

use super::highlight_path;
use crate::folders::{Outcome, Summary};
use crate::trouble::Trouble;

/// All before the first pair.
pub(super) const OPENING: &str = "{\"schema\":1,\"pairs\":[\n";

/// What came of one path.
#[derive(Serialize)]
struct Pair<'a> {
    path: &'a str,
    verdict: Option<Verdict>,
    report: Option<&'a Report>,
    only_in: Option<Side>,
    error: Option<&'a Trouble>,
    highlight: Option<String>,
}

/// The last line of many.
#[derive(Serialize)]
struct Ending<'a> {
    schema: u32,
    summary: &'a Summary,
    elapsed_ms: f64,
}

/// One path.
pub(super) fn outcome(path: &str, outcome: &Outcome) -> String {
    let highlight = highlight_path(outcome).map(|path| path.display().to_string());
    let nothing = Pair { path, verdict: None, report: None, only_in: None, error: None, highlight };
    text(&match outcome {
        Outcome::Compared { report, .. } => {
            Pair { verdict: Some(report.verdict), report: Some(report), ..nothing }
        }
        Outcome::Only(side) => Pair { only_in: Some(*side), ..nothing },
        Outcome::Failed(trouble) => Pair { error: Some(trouble), ..nothing },
    })
}

/// All behind the last pair of a document.
pub(super) fn ending(summary: &Summary, elapsed: Duration) -> String {
    format!("\n],\"summary\":{},\"elapsed_ms\":{}}}", text(summary), ms(elapsed))
}

/// The last of many lines.
pub(super) fn summary(summary: &Summary, elapsed: Duration) -> String {
    text(&Ending { schema: SCHEMA, summary, elapsed_ms: ms(elapsed) })
}

/// Milliseconds, to the microsecond.
fn ms(elapsed: Duration) -> f64 {
    elapsed.as_micros() as f64 / 1000.0
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("text, numbers and nothing else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_make_a_document() {
        let gone = outcome("ä \"b\".png", &Outcome::Only(Side::Before));
        let failed = outcome("c.png", &Outcome::Failed(Trouble::io("no disk")));
        let summary = Summary { total: 2, only_before: 1, failed: 1, ..Summary::default() };
        let ending = ending(&summary, Duration::from_micros(1500));
        let document: serde_json::Value =
            serde_json::from_str(&format!("{OPENING}{gone},\n{failed}{ending}")).expect("a document");
        let nothing = serde_json::Value::Null;
        let meant = serde_json::json!({
            "schema": SCHEMA,
            "pairs": [
                {"path": "ä \"b\".png", "verdict": nothing, "report": nothing, "only_in": "before", "error": nothing,
                 "highlight": nothing},
                {"path": "c.png", "verdict": nothing, "report": nothing, "only_in": nothing, "highlight": nothing,
                 "error": {"code": "io", "side": nothing, "message": "no disk"}},
            ],
            "summary": {"total": 2, "same": 0, "different": 0, "only_before": 1, "only_after": 0, "failed": 1},
            "elapsed_ms": 1.5,
        });
        assert_eq!(document, meant);
    }
}
