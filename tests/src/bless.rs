//! Writes what the engine says into the case files: `DEPICTED_BLESS=1 cargo test -p depicted-tests vectors`.
//!
//! Only `expected` or `error` is written anew. Review the difference: blessing turns a bug into an expectation.

use std::env;
use std::fs;
use std::io;
use std::path::Path;

use depicted::Report;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::case::{Case, Failure};
use crate::places;

/// Whether expectations are to be written and not to be checked.
pub fn wanted() -> bool {
    env::var_os("DEPICTED_BLESS").is_some_and(|value| value == "1")
}

/// What came of a case: a report and, where one was asked for and written, the bytes of the picture; or an error.
pub type Outcome = Result<(Report, Option<Vec<u8>>), Failure>;

/// Writes the case file, and the expected picture.
///
/// # Errors
/// When a file cannot be written.
pub fn write(case: &Case, outcome: &Outcome) -> io::Result<()> {
    let name = format!("expected/{}.png", case.id);
    let picture = outcome.as_ref().ok().and_then(|(_, picture)| picture.as_ref());
    if let Some(picture) = picture {
        write_file(&places::vectors().join(&name), picture)?;
    }
    let highlight = case.wants_highlight().then(|| line(&picture.map(|_| &name)));
    let text = text(case, outcome, highlight);
    write_file(&places::vectors().join("cases").join(format!("{}.json", case.id)), text.as_bytes())
}

/// Writes a file, and nothing where it has these bytes already.
///
/// # Errors
/// When it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

/// A case as it is committed: one field a line, and one region a line. `highlight` is the JSON of that field, if the case
/// has it.
fn text(case: &Case, outcome: &Outcome, highlight: Option<String>) -> String {
    let Case { description, before, after, options, .. } = case;
    let mut lines = vec![
        format!("  \"description\": {}", line(description)),
        format!("  \"before\": {}", line(before)),
        format!("  \"after\": {}", line(after)),
        format!("  \"options\": {}", line(options)),
    ];
    lines.push(match outcome {
        Err(failure) => format!("  \"error\": {}", line(failure)),
        Ok((report, _)) => {
            let mut fields: Vec<String> = report_fields(report)
                .into_iter()
                .map(|(name, value)| format!("    \"{name}\": {value}"))
                .collect();
            fields.extend(highlight.map(|name| format!("    \"highlight\": {name}")));
            format!("  \"expected\": {{\n{}\n  }}", fields.join(",\n"))
        }
    });
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Every field of a report but its times. One that is forgotten here shows as soon as the cases are checked.
fn report_fields(report: &Report) -> Vec<(&'static str, String)> {
    let regions = if report.regions.is_empty() {
        "[]".to_owned()
    } else {
        let regions: Vec<String> =
            report.regions.iter().map(|region| format!("      {}", line(region))).collect();
        format!("[\n{}\n    ]", regions.join(",\n"))
    };
    vec![
        ("schema", line(&report.schema)),
        ("verdict", line(&report.verdict)),
        ("reason", line(&report.reason)),
        ("within_tolerance", line(&report.within_tolerance)),
        ("metric", line(&report.metric)),
        ("metric_version", line(&report.metric_version)),
        ("threshold", line(&report.threshold)),
        ("score", line(&report.score)),
        ("census", line(&report.census)),
        ("distortion", line(&report.distortion)),
        ("before", line(&report.before)),
        ("after", line(&report.after)),
        ("resized", line(&report.resized)),
        ("animated", line(&report.animated)),
        ("width", line(&report.width)),
        ("height", line(&report.height)),
        ("pixels", line(&report.pixels)),
        ("regions", regions),
        ("regions_total", line(&report.regions_total)),
        ("bounds", line(&report.bounds)),
        ("highlight_written", line(&report.highlight_written)),
    ]
}

/// JSON on one line, with a space after every comma and colon.
///
/// # Panics
/// For what has no form in JSON.
pub fn line(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let result = value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced));
    result.expect("these values are JSON");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
