//! The record of a run, as Markdown.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::agreement::{Agreement, Row};
use super::engine::Run;
use super::quality::{Quality, judge};
use super::set::Set;
use crate::process::Call;
use crate::workspace;

/// The tables of a run.
pub(super) fn tables(set: &Set, run: &Run, agreement: &Agreement) -> String {
    let mut text = String::new();
    agreement_table(&mut text, agreement, run);
    disagreement_table(&mut text, &agreement.disagreements);
    failure_list(&mut text, &run.failures);
    quality_table(&mut text, set, run);
    text
}

/// Writes the record to its place and returns that.
pub(super) fn write(set: &Set, tables: &str) -> Result<PathBuf> {
    let scale = set.scale.map(|scale| scale.to_string()).filter(|scale| scale != "1");
    let suffix = scale.map_or_else(String::new, |scale| format!("-scale{scale}"));
    let path = workspace::root().join(format!("benches/record/judge-reference-seed{}{suffix}.md", set.seed));
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).with_context(|| format!("can't make {}", workspace::display(dir)))?;
    }
    let command = match set.scale {
        Some(_) if suffix.is_empty() => format!("cargo xtask judge-reference --seed {}", set.seed),
        Some(scale) => format!("cargo xtask judge-reference --seed {} --scale {scale}", set.seed),
        None => "cargo xtask judge-reference --set DIR".to_owned(),
    };
    let date = Call::new("date").arg("+%F").stdout()?;
    let revision = Call::new("git").words("describe --always --dirty").stdout();
    let revision = revision
        .map_or_else(|_| "an unknown revision".to_owned(), |text| format!("revision {}", text.trim()));
    let text = format!(
        "# The engine against the reference prototype, seed {}\n\n\
         Made by `{command}` on {}, {revision}; {} pairs rendered by Chromium {}.\n\n\
         Scores agree when |score - reference| <= max(0.01 * reference, 0.005), with the same verdict wherever the\n\
         reference is outside 0.99..1.01. Verdicts are score >= 1: moves are left aside, the prototype has none.\n\n\
         {tables}",
        set.seed,
        date.trim(),
        set.pairs.len(),
        set.chromium,
    );
    fs::write(&path, text).with_context(|| format!("can't write {}", workspace::display(&path)))?;
    Ok(path)
}

fn agreement_table(text: &mut String, agreement: &Agreement, run: &Run) {
    let Agreement { rows, left_out, absolute, relative, census, verdicts, disagreements } = agreement;
    let rows_of_table = [
        ("pairs compared", rows.to_string()),
        ("agreeing", (rows - disagreements.len()).to_string()),
        ("verdicts that differ", verdicts.to_string()),
        ("largest absolute deviation", format!("{absolute:.5}")),
        ("largest relative deviation (reference >= 0.5)", format!("{:.3} %", relative * 100.0)),
        ("largest deviation of the census", format!("{census:.2e}")),
        ("left out: sizes differ", left_out.to_string()),
        ("the engine failed", run.failures.len().to_string()),
        ("engine, whole process, per pair", format!("{:.0} ms", mean_ms(run))),
    ];
    text.push_str("| what | value |\n| --- | ---: |\n");
    for (what, value) in rows_of_table {
        let _ = writeln!(text, "| {what} | {value} |");
    }
}

fn disagreement_table(text: &mut String, rows: &[Row]) {
    if rows.is_empty() {
        text.push_str("\nNo pair disagrees.\n");
        return;
    }
    text.push_str("\n| pair | kind | reference | ours | census | our census | verdict | reason |\n");
    text.push_str("| --- | --- | ---: | ---: | ---: | ---: | --- | --- |\n");
    for row in rows {
        let Row { id, kind, reference, ours, census, our_census } = row;
        let kind = format!("{kind:?}").to_lowercase();
        let verdict = if row.same_verdict() { "same" } else { "**differs**" };
        let reason = row.reason().unwrap_or("not known");
        let _ = writeln!(
            text,
            "| {id} | {kind} | {reference:.4} | {ours:.4} | {census:.4} | {our_census:.4} | {verdict} | {reason} |"
        );
    }
}

fn failure_list(text: &mut String, failures: &[(String, String)]) {
    if !failures.is_empty() {
        text.push_str("\nThe engine failed on:\n\n");
    }
    for (id, error) in failures {
        let _ = writeln!(text, "- {id}: {}", error.replace('\n', " "));
    }
}

fn quality_table(text: &mut String, set: &Set, run: &Run) {
    text.push_str("\nAgainst the labels (a change counts as found, noise as a false alarm, when it is called different):\n\n");
    text.push_str("| scores | AUC | found at 0 % false alarms | at 1 % | at 5 % | found at score >= 1 | false alarms |\n");
    text.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    let reference = judge(set, |id| set.reference.get(id).map(|reference| reference.score));
    let engine = judge(set, |id| run.answers.get(id).map(|answer| answer.score));
    for (name, quality) in [("prototype", reference), ("engine", engine)] {
        let Some(Quality { auc, recall: [r0, r1, r5], found, false_alarms }) = quality else { continue };
        let _ = writeln!(
            text,
            "| {name} | {auc:.4} | {r0:.3} | {r1:.3} | {r5:.3} | {found:.3} | {false_alarms:.3} |"
        );
    }
}

fn mean_ms(run: &Run) -> f64 {
    run.elapsed.as_secs_f64() * 1e3 / (run.answers.len() + run.failures.len()).max(1) as f64
}
