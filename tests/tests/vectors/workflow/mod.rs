//! Walks the vectors of the workflow, `tests/vectors/workflow`, through the Rust API.

mod call;

use std::fs;
use std::path::PathBuf;

use depicted::Side;
use depicted::workflow::{
    Cause, Decision, Machine, ReleaseEvent, ReleaseStatus, RunStatus, Severity, TaskStatus,
};
use depicted_tests::{bless, places, walk};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use call::{Called, call};

/// Cases about one type.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    description: String,
    about: String,
    cases: Vec<Case>,
}

/// A state, and what is done to it, call by call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    begin: Value,
    steps: Vec<Step>,
}

#[derive(Deserialize, Serialize)]
struct Step {
    #[serde(rename = "do")]
    function: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<Value>,
    #[serde(flatten)]
    called: Called,
}

fn folder() -> PathBuf {
    places::vectors().join("workflow")
}

/// The case files by name, without the list of words.
fn files() -> Vec<(PathBuf, File)> {
    let names = walk::files(&folder()).into_iter().filter(|name| name != "words.json");
    let read = |name: String| {
        let path = folder().join(&name);
        let text = fs::read_to_string(&path).unwrap();
        (path, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    names.map(read).collect()
}

#[test]
fn every_case_of_the_workflow() {
    let (mut steps, mut wrong) = (0, Vec::new());
    for (path, mut file) in files() {
        for case in &mut file.cases {
            let mut state = case.begin.clone();
            for (number, step) in case.steps.iter_mut().enumerate() {
                let called = call(&file.about, &step.function, &state, &step.with);
                if called != step.called && !bless::wanted() {
                    wrong.push(format!(
                        "{}, step {number}: {called:?}, expected {:?}",
                        case.name, step.called
                    ));
                }
                if let Called::Then(next) = &called {
                    state = next.clone();
                }
                step.called = called;
                steps += 1;
            }
        }
        if bless::wanted() {
            bless::write_file(&path, text(&file).as_bytes()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{} of {steps} steps are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(steps > 300, "{steps} steps");
}

/// A file as it is committed: a step a line.
fn text(file: &File) -> String {
    let cases = file.cases.iter().map(|case| {
        let steps: Vec<String> =
            case.steps.iter().map(|step| format!("      {}", bless::line(step))).collect();
        let begin = match &case.begin {
            Value::Null => String::new(),
            begin => format!(" \"begin\": {},", bless::line(begin)),
        };
        let name = bless::line(&case.name);
        format!("    {{\"name\": {name},{begin} \"steps\": [\n{}\n    ]}}", steps.join(",\n"))
    });
    let (description, about) = (bless::line(&file.description), bless::line(&file.about));
    let cases: Vec<String> = cases.collect();
    format!(
        "{{\n  \"description\": {description},\n  \"about\": {about},\n  \"cases\": [\n{}\n  ]\n}}\n",
        cases.join(",\n")
    )
}

/// Every word, so that a language that lacks one fails its tests.
#[test]
fn words_json_has_the_words_of_the_engine() {
    let causes = [
        Cause::State,
        Cause::Approved,
        Cause::LeaseExpired,
        Cause::NotOwner,
        Cause::StaleHeartbeat,
        Cause::NotDue,
    ];
    let words = json!({
        "ReleaseStatus": ReleaseStatus::ALL,
        "ReleaseEvent": ReleaseEvent::ALL,
        "Decision": [Decision::Good, Decision::Bad, Decision::Reviewing],
        "RunStatus": RunStatus::ALL,
        "Side": [Side::Before, Side::After],
        "Severity": [Severity::Error, Severity::Warning, Severity::Info, Severity::Neutral],
        "TaskStatus": [TaskStatus::Live, TaskStatus::Done, TaskStatus::Error, TaskStatus::Canceled],
        "Machine": [Machine::Release, Machine::Run, Machine::Task],
        "Code": causes.map(Cause::code),
    });
    let words = serde_json::to_string_pretty(&words).unwrap() + "\n";
    let path = folder().join("words.json");
    if bless::wanted() {
        bless::write_file(&path, words.as_bytes()).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap();
    assert!(committed == words, "words.json is not what the engine says: DEPICTED_BLESS=1 writes it again");
}
