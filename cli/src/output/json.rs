//! One line of JSON.

use depicted::Report;
use serde_json::json;

use crate::trouble::Trouble;

/// The report, of the schema that it names.
pub(super) fn report(report: &Report) -> String {
    serde_json::to_string(report).expect("a report has a form in JSON")
}

/// `{"error":{"code":…,"message":…,"side":…}}`; the side is null when neither picture is at fault.
pub(super) fn trouble(trouble: &Trouble) -> String {
    let Trouble { code, side, message } = trouble;
    json!({ "error": { "code": code, "side": side, "message": message } }).to_string()
}
