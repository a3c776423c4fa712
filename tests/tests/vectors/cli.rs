//! Walks the same cases through the command line: `depicted diff BEFORE AFTER --json`, with the options as flags and
//! in a file of `--config`.
//!
//! What a command line cannot express is skipped for a reason of a short list, and counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use depicted_tests::case::{Case, Failure, Given};
use depicted_tests::{bless, places, walk};
use serde::Deserialize;
use serde_json::Value;

use super::{binary, expect, flags};

/// Pixels without a file.
const RAW: &str = "raw pixels: the command line reads files";

/// How options are given.
#[derive(Clone, Copy, Debug)]
enum Way {
    Flags,
    Config,
}

#[test]
fn every_case_through_the_command_line() {
    every_case(Way::Flags);
}

#[test]
fn every_case_through_a_file_of_options() {
    every_case(Way::Config);
}

fn every_case(way: Way) {
    if bless::wanted() {
        return;
    }
    let folder = places::scratch(&format!("cli-{way:?}"));
    let (mut wrong, mut skipped, mut done) = (Vec::new(), BTreeMap::<_, usize>::new(), 0);
    for case in walk::cases().unwrap_or_else(|error| panic!("{error}")) {
        match call(&case, &folder, way) {
            Err(reason) => *skipped.entry(reason).or_default() += 1,
            Ok(call) => {
                done += 1;
                wrong.extend(call.run(&case).err().map(|found| format!("{}\n    {found}", case.id)));
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    println!("{done} cases by {way:?}; skipped: {skipped:?}");
    assert!(wrong.is_empty(), "{} of {done} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(skipped.keys().all(|reason| [RAW, flags::NO_FLAG, flags::NO_TEXT].contains(reason)));
}

/// A command line that is ready to run.
struct Call {
    command: Command,
    /// Where the highlighted picture goes, if one is asked for.
    output: Option<PathBuf>,
}

/// What is printed in place of a report.
#[derive(Deserialize)]
struct Trouble {
    error: TroubleFields,
}

#[derive(Deserialize)]
struct TroubleFields {
    code: String,
    side: Option<depicted::Side>,
    message: String,
}

/// Makes a case a command line.
fn call(case: &Case, folder: &Path, way: Way) -> Result<Call, &'static str> {
    let before = path(&case.before, &folder.join("before"))?;
    let after = path(&case.after, &folder.join("after"))?;
    let mut command = binary::command();
    command.arg("diff").args([before, after]).arg("--json").current_dir(folder);
    match way {
        Way::Flags => _ = command.args(flags::of(&case.options)?),
        Way::Config => {
            let file = folder.join("depicted.json");
            let options = serde_json::to_string_pretty(&case.options).expect("JSON");
            fs::write(&file, options).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            command.arg("--config").arg(file);
        }
    }
    let output = case.wants_highlight().then(|| folder.join("highlight.png"));
    if let Some(output) = &output {
        let _ = fs::remove_file(output);
        command.arg("--output").arg(output);
    }
    Ok(Call { command, output })
}

/// The file of a picture; one that is inside the case is written first.
fn path(given: &Given, place: &Path) -> Result<PathBuf, &'static str> {
    match given {
        Given::File(_) => Ok(given.file().unwrap_or_default()),
        Given::Missing(missing) => Ok(missing.path_missing.clone()),
        Given::Rgba(_) => Err(RAW),
        Given::Encoded(_) => {
            let bytes = given.encoded().unwrap_or_else(|error| panic!("{error}")).unwrap_or_default();
            fs::write(place, bytes).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
            Ok(place.to_owned())
        }
    }
}

impl Call {
    fn run(mut self, case: &Case) -> Result<(), String> {
        let output = self.command.output().map_err(|error| format!("{:?}: {error}", self.command))?;
        let highlight = self.output.as_ref().and_then(|path| fs::read(path).ok());
        check(case, &output, highlight.as_deref())
            .map_err(|found| format!("{found}\n    by {:?}", self.command))
    }
}

fn check(case: &Case, output: &Output, highlight: Option<&[u8]>) -> Result<(), String> {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let exit = output.status.code();
    if exit == Some(2) {
        if !out.is_empty() || highlight.is_some() {
            return Err(format!("trouble, and yet a result: {out}"));
        }
        return expect::failure(case, &failure(&err)?);
    }
    if !err.is_empty() || out.lines().count() != 1 {
        return Err(format!("exit {exit:?}, not one line of JSON alone: {out}{err}"));
    }
    let report: Value = serde_json::from_str(&out).map_err(|error| format!("{error}: {out}"))?;
    expect::report(case, &report, highlight)?;
    let expected = i32::from(report["verdict"] != "same");
    if exit == Some(expected) { Ok(()) } else { Err(format!("exit {exit:?}, expected {expected}")) }
}

/// What standard error says. A command line that cannot even be read is told as plain text.
fn failure(text: &str) -> Result<Failure, String> {
    if text.starts_with("error:") {
        return Ok(Failure::bad_option());
    }
    let trouble: Trouble = serde_json::from_str(text).map_err(|error| format!("{error}: {text}"))?;
    let TroubleFields { code, side, message } = trouble.error;
    if message.is_empty() { Err("no message".into()) } else { Ok(Failure { code, side }) }
}
