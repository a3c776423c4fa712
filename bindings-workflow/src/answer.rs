//! The answers: what the engine says, what it refuses, and what cannot be read.

use depicted::workflow::{ArtifactId, Counts, InvalidTransition, Machine, Run, Task};
use serde::Serialize;
use serde_json::Value;

use crate::question::Question;

/// Answers a question, both as JSON text. The answer is one of
/// - `{"answer": …}`: what the function gives, which for an event is the next state;
/// - `{"refused": {"machine", "from", "event", "code", "message"}}`: an [`InvalidTransition`];
/// - `{"invalid": "…"}`: the question cannot be read, in the words of serde.
pub fn answer(question: &str) -> String {
    let said = match serde_json::from_str(question) {
        Ok(question) => match say(question) {
            Ok(value) => Said::Answer(value),
            Err(Unsaid::Refused(refused)) => Said::Refused(Refused::from(&refused)),
            Err(Unsaid::Invalid(why)) => Said::Invalid(why),
        },
        Err(why) => Said::Invalid(words(&why)),
    };
    serde_json::to_string(&said).expect("states and words have a form in JSON")
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Answer(Value),
    Refused(Refused),
    Invalid(String),
}

/// What an `InvalidTransition` of another language is made of.
#[derive(Serialize)]
struct Refused {
    machine: Machine,
    from: &'static str,
    event: &'static str,
    code: &'static str,
    message: String,
}

impl From<&InvalidTransition> for Refused {
    fn from(refused: &InvalidTransition) -> Self {
        let InvalidTransition { machine, from, event, cause } = refused;
        Self { machine: *machine, from, event, code: cause.code(), message: refused.to_string() }
    }
}

enum Unsaid {
    Refused(InvalidTransition),
    Invalid(String),
}

impl From<InvalidTransition> for Unsaid {
    fn from(refused: InvalidTransition) -> Self {
        Self::Refused(refused)
    }
}

fn say(question: Question) -> Result<Value, Unsaid> {
    use Question as Q;
    Ok(match question {
        Q::ReleaseAfter { status, event } => value(status.after(event)?),
        Q::ReleaseTakesReports { status } => value(status.takes_reports()?),
        Q::ReleaseIsDecided { status } => value(status.is_decided()),
        Q::RunStatusLabel { status } => value(status.label()),
        Q::RunStatusIsProblem { status } => value(status.is_problem()),
        Q::RunNew {} => value(Run::default()),
        Q::RunRead { run } => value(run),
        Q::RunStatus { run } => value(run.status()),
        Q::RunLearn { mut run, news } => {
            run.learn(news)?;
            value(run)
        }
        Q::RunRequest { mut run, of } => {
            run.request(of);
            value(run)
        }
        Q::RunInherit { mut run, baseline } => {
            run.inherit(baseline);
            value(run)
        }
        Q::RunApprove { mut run } => {
            run.approve()?;
            value(run)
        }
        Q::RunReject { mut run } => {
            run.reject()?;
            value(run)
        }
        Q::RunToCompare { run } => value(run.to_compare()),
        Q::RunBlocks { run, live_tasks } => value(run.blocks(live_tasks)),
        Q::ReportedEvidence { reported } => value(reported.evidence()),
        Q::CountsOf { statuses } => value(statuses.into_iter().collect::<Counts>()),
        Q::CountsPlus { counts, status, runs } => value(counts.plus(status, runs)),
        Q::CountsTested { counts } => value(counts.tested()),
        Q::CountsSummary { counts } => value(counts.summary()),
        Q::CountsSeverity { counts } => value(counts.severity()),
        Q::TaskNew { now } => value(Task::new(now)),
        Q::TaskRead { task } => value(task),
        Q::TaskStatus { task } => value(task.status()),
        Q::TaskLease { mut task, owner, now, length_ms } => {
            task.lease(&owner, now, length_ms)?;
            value(task)
        }
        // Null, where there was no lease to settle.
        Q::TaskExpire { mut task, now, attempts } => value(task.expire(now, &attempts).then_some(task)),
        Q::TaskHeartbeat { mut task, owner, now, heartbeat } => {
            task.heartbeat(&owner, now, heartbeat)?;
            value(task)
        }
        Q::TaskFinish { mut task, owner, now, finish, attempts } => {
            task.finish(&owner, now, finish, &attempts)?;
            value(task)
        }
        Q::TaskGiveBack { mut task, owner, now } => {
            task.give_back(&owner, now)?;
            value(task)
        }
        Q::TaskCancel { mut task, now } => {
            task.cancel(now);
            value(task)
        }
        Q::TaskRetry { mut task, now } => {
            task.retry(now);
            value(task)
        }
        Q::ArtifactIdParse { text } => {
            value(ArtifactId::parse(&text).map_err(|why| Unsaid::Invalid(why.to_string()))?)
        }
    })
}

fn value(said: impl Serialize) -> Value {
    serde_json::to_value(said).expect("states and words have a form in JSON")
}

/// The message without its place: nobody wrote the JSON that it counts columns of.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(question: Value) -> Value {
        serde_json::from_str(&answer(&question.to_string())).unwrap()
    }

    #[test]
    fn a_refusal_has_what_the_error_has() {
        let refused = said(json!({"ask": "ReleaseStatus.after", "status": "good", "event": "runs_done"}));
        let expected = json!({
            "machine": "release", "from": "good", "event": "closed to new runs", "code": "invalid_transition",
            "message": "a release that is good cannot be closed to new runs",
        });
        assert_eq!(refused, json!({"refused": expected}));
    }

    #[test]
    fn what_cannot_be_read_is_named_without_a_place_in_a_text() {
        for (question, named) in [
            (
                json!({"ask": "ReleaseStatus.after", "status": "open", "event": "settled"}),
                "unknown variant `open`",
            ),
            (json!({"ask": "Task.new", "now": 1.5}), "floating point `1.5`"),
            (json!({"ask": "Run.approve"}), "missing field `run`"),
            (json!({"ask": "Run.fix", "run": {}}), "unknown variant `Run.fix`"),
            (json!({"ask": "Run.blocks", "run": {"befor": 1}, "live_tasks": 0}), "unknown field `befor`"),
            (json!({"ask": "ArtifactId.parse", "text": "abc"}), "\"abc\" is not the SHA-1 of a file"),
        ] {
            let said = said(question);
            let message = said["invalid"].as_str().unwrap_or_else(|| panic!("{said}"));
            assert!(message.contains(named) && !message.contains("line 1"), "{message}");
        }
        assert!(answer("{").starts_with("{\"invalid\":\"EOF"));
    }

    #[test]
    fn a_distortion_comes_back_to_the_bit() {
        for distortion in [0.1, 1.0 / 3.0, 5e-324, 0.300_000_000_000_000_04] {
            let run = json!({"diff": {"state": "same", "log": null, "distortion": distortion}});
            let run = said(json!({"ask": "Run.read", "run": run}));
            assert_eq!(
                run["answer"]["diff"]["distortion"].as_f64().map(f64::to_bits),
                Some(distortion.to_bits())
            );
        }
    }
}
