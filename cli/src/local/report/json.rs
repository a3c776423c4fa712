//! The results for programs.

use serde_json::{Value, json};

use crate::local::outcome::{Outcome, Outcomes, Verdict};
use crate::local::work::Work;
use crate::names::slashed;

/// The document of schema 1: a line a test.
pub(super) fn report(work: &Work, outcomes: &Outcomes) -> Vec<u8> {
    let tests: Vec<String> = outcomes.tests.iter().map(|outcome| test(work, outcome).to_string()).collect();
    let suites: Vec<Value> =
        outcomes.suites.iter().map(|(path, why)| json!({ "file": slashed(path), "error": why })).collect();
    let count = |word: &str| outcomes.count(|verdict| verdict.word() == word);
    let summary = json!({
        "total": outcomes.tests.len(),
        "passed": count("passed"),
        "different": count("different"),
        "missing_reference": count("missing_reference"),
        "error": count("error"),
        "not_run": count("not_run"),
    });
    let text = format!(
        "{{\"schema\":1,\"tests\":[\n{}\n],\"files\":{},\"summary\":{summary},\"interrupted\":{},\"elapsed_ms\":{}}}\n",
        tests.join(",\n"),
        Value::Array(suites),
        outcomes.interrupted,
        outcomes.elapsed.as_millis()
    );
    text.into_bytes()
}

fn test(work: &Work, outcome: &Outcome) -> Value {
    let Outcome { name, suite, line, verdict, tries, elapsed } = outcome;
    let failed = matches!(verdict, Verdict::Failed(_));
    let has_run = failed || matches!(verdict, Verdict::Missing(_));
    let path = |there: bool, path: &std::path::Path| there.then(|| path.to_string_lossy().into_owned());
    json!({
        "name": name.as_str(),
        "file": slashed(suite),
        "line": line,
        "verdict": verdict.word(),
        "report": verdict.report(),
        "error": verdict.trouble(),
        "reference": path(verdict.report().is_some(), &work.reference(name)),
        "run": path(has_run, &work.run(name)),
        "diff": path(failed, &work.diff(name)),
        "tries": tries,
        "elapsed_ms": elapsed.as_millis() as u64,
    })
}
