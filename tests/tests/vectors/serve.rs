//! Walks the same cases through one process of `depicted diff --serve-stdio`, all at once.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use depicted_tests::case::{Case, Failure, Given};
use depicted_tests::{base64, bless, places, walk};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{binary, expect};

/// An answer to a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    /// That of the case.
    id: String,
    report: Option<Value>,
    error: Option<Trouble>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trouble {
    code: String,
    side: Option<depicted::Side>,
    message: String,
}

#[test]
fn every_case_through_one_process() {
    if bless::wanted() {
        return;
    }
    let folder = places::scratch("serve");
    let cases: BTreeMap<String, Case> =
        walk::cases().unwrap().into_iter().map(|case| (case.id.clone(), case)).collect();
    let requests: Vec<String> =
        cases.values().enumerate().map(|(n, case)| request(case, n, &folder)).collect();

    let mut command = binary::command();
    command.args(["diff", "--serve-stdio", "--jobs", "4"]).current_dir(&folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let asking = std::thread::spawn(move || {
        for request in requests {
            writeln!(stdin, "{request}").unwrap();
        }
    });
    let output = child.wait_with_output().unwrap();
    asking.join().unwrap();
    assert_eq!(output.status.code(), Some(0));

    let (mut wrong, mut open) = (Vec::new(), cases.clone());
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let answer: Answer = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let case = open.remove(&answer.id).unwrap_or_else(|| panic!("{} was not asked for", answer.id));
        wrong.extend(check(&case, answer, &folder).err().map(|found| format!("{}\n    {found}", case.id)));
    }
    fs::remove_dir_all(&folder).unwrap();
    println!("{} cases through one process; skipped: none", cases.len());
    assert!(open.is_empty(), "no answer to {:?}", open.keys());
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A case as a request. Every other picture that is a file goes as bytes, and every other highlight to a file.
fn request(case: &Case, number: usize, folder: &Path) -> String {
    let picture = |given: &Given| match given {
        Given::File(_) if number.is_multiple_of(2) => json!(given.file()),
        Given::File(_) | Given::Encoded(_) => {
            json!({"base64": base64::encode(&given.encoded().unwrap().unwrap_or_default())})
        }
        Given::Rgba(rgba) => json!(rgba),
        Given::Missing(missing) => json!(missing.path_missing),
    };
    let mut request = json!({
        "id": case.id, "before": picture(&case.before), "after": picture(&case.after), "options": case.options,
    });
    if case.wants_highlight() {
        if number.is_multiple_of(4) {
            request["output"] = json!(folder.join(case.id.replace('/', "-")));
        } else {
            request["draw"] = json!(true);
        }
    }
    request.to_string()
}

fn check(case: &Case, answer: Answer, folder: &Path) -> Result<(), String> {
    match (answer.report, answer.error) {
        (None, Some(Trouble { code, side, message })) if !message.is_empty() => {
            expect::failure(case, &Failure { code, side })
        }
        (Some(mut report), None) => {
            let fields = report.as_object_mut().ok_or("the report is no object")?;
            let drawn = fields.remove("highlight").ok_or("no field highlight")?;
            let written = fs::read(folder.join(case.id.replace('/', "-"))).ok();
            let drawn = drawn.as_str().map(base64::decode).transpose()?;
            expect::report(case, &report, drawn.or(written).as_deref())
        }
        _ => Err("neither a report nor an error with a message".into()),
    }
}
