//! What a case expects, whichever way it was run.

use depicted_tests::agree;
use depicted_tests::case::{Case, Failure, read};
use serde_json::Value;

/// The case must fail just so.
pub(super) fn failure(case: &Case, failure: &Failure) -> Result<(), String> {
    match &case.error {
        Some(expected) if expected == failure => Ok(()),
        Some(expected) => Err(format!("{failure:?}, expected {expected:?}")),
        None => Err(format!("{failure:?}, expected a report")),
    }
}

/// The case must give this report, and this highlighted picture where it asks for one.
pub(super) fn report(case: &Case, report: &Value, highlight: Option<&[u8]>) -> Result<(), String> {
    let Some(expected) = &case.expected else {
        return Err(format!("a report, expected {:?}", case.error));
    };
    let differences = agree::differences(expected, report);
    if !differences.is_empty() {
        return Err(differences.join("\n    "));
    }
    if !case.wants_highlight() {
        return Ok(());
    }
    match (case.highlight_file(), highlight) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err("highlight: written, expected none".into()),
        (Some(_), None) => Err("highlight: not written".into()),
        (Some(file), Some(bytes)) => same_picture(&read(&file)?, bytes),
    }
}

/// The files must be equal byte for byte; if they are not, it helps to know whether the pixels are.
fn same_picture(expected: &[u8], bytes: &[u8]) -> Result<(), String> {
    if expected == bytes {
        return Ok(());
    }
    let options = depicted::Options { metric: depicted::Metric::Exact, ..depicted::Options::default() };
    let what = match depicted::diff(expected, bytes, &options) {
        Ok(report) if report.same() => "the same pixels, packed another way".to_owned(),
        Ok(report) => report.to_string(),
        Err(error) => error.to_string(),
    };
    Err(format!("highlight: {} bytes, expected {}: {what}", bytes.len(), expected.len()))
}
