//! The answers: what the engine says, what it refuses, and what cannot be read.

use depicted::workflow::{
    ArtifactId, Attempts, Counts, InvalidTransition, ReleaseStatus, Reported, Run, RunStatus, Task,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::question::Question;

/// Answers a question, both as JSON text. The answer is one of
/// - `{"answer": …}`: what the function gives, which for an event is the next state;
/// - `{"refused": {"machine", "from", "event", "code", "message"}}`: an [`InvalidTransition`];
/// - `{"invalid": "…"}`: the question cannot be read, in the words of serde.
pub fn answer(question: &str) -> String {
    let said = Question::read(question).map_err(Unsaid::Invalid).and_then(|mut question| {
        let function = std::mem::take(&mut question.ask);
        say(&function, &mut question)
    });
    let answer = match said {
        Ok(value) => json!({ "answer": value }),
        Err(Unsaid::Refused(refused)) => json!({ "refused": words(&refused) }),
        Err(Unsaid::Invalid(why)) => json!({ "invalid": why }),
    };
    answer.to_string()
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

impl From<String> for Unsaid {
    fn from(why: String) -> Self {
        Self::Invalid(why)
    }
}

/// What an `InvalidTransition` of another language is made of.
fn words(refused: &InvalidTransition) -> Value {
    let message = refused.to_string();
    let InvalidTransition { machine, from, event, cause } = refused;
    json!({ "machine": machine, "from": from, "event": event, "code": cause.code(), "message": message })
}

fn say(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    match function.split_once('.') {
        Some(("ReleaseStatus", function)) => release(function, given),
        Some(("RunStatus", function)) => run_status(function, given),
        Some(("Run", function)) => run(function, given),
        Some(("Counts", function)) => counts(function, given),
        Some(("Task", function)) => task(function, given),
        Some(("Reported", "evidence")) => Ok(value(given.take::<Reported>("reported")?.evidence())),
        Some(("ArtifactId", "parse")) => {
            let text: String = given.take("text")?;
            Ok(value(ArtifactId::parse(&text).map_err(|why| why.to_string())?))
        }
        _ => Err(unknown(function)),
    }
}

fn release(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    let status: ReleaseStatus = given.take("status")?;
    Ok(match function {
        "after" => value(status.after(given.take("event")?)?),
        "takes_reports" => value(status.takes_reports()?),
        "is_decided" => value(status.is_decided()),
        _ => return Err(unknown(function)),
    })
}

fn run_status(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    let status: RunStatus = given.take("status")?;
    Ok(match function {
        "label" => value(status.label()),
        "is_problem" => value(status.is_problem()),
        _ => return Err(unknown(function)),
    })
}

fn run(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    let mut run = if function == "new" { Run::default() } else { given.take("run")? };
    match function {
        "status" => return Ok(value(run.status())),
        "to_compare" => return Ok(value(run.to_compare())),
        "blocks" => return Ok(value(run.blocks(given.take("live_tasks")?))),
        "new" | "read" => {}
        "learn" => run.learn(given.take("news")?)?,
        "request" => run.request(given.take("of")?),
        "inherit" => run.inherit(given.take("baseline")?),
        "approve" => run.approve()?,
        "reject" => run.reject()?,
        _ => return Err(unknown(function)),
    }
    Ok(value(run))
}

fn counts(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    if function == "of" {
        let statuses: Vec<RunStatus> = given.take("statuses")?;
        return Ok(value(statuses.into_iter().collect::<Counts>()));
    }
    let counts: Counts = given.take("counts")?;
    Ok(match function {
        "plus" => value(counts.plus(given.take("status")?, given.take("runs")?)),
        "tested" => value(counts.tested()),
        "summary" => value(counts.summary()),
        "severity" => value(counts.severity()),
        _ => return Err(unknown(function)),
    })
}

fn task(function: &str, given: &mut Question) -> Result<Value, Unsaid> {
    if function == "new" {
        return Ok(value(Task::new(given.take("now")?)));
    }
    let mut task: Task = given.take("task")?;
    match function {
        "status" => return Ok(value(task.status())),
        "read" => return Ok(value(task)),
        _ => {}
    }
    let now = given.take("now")?;
    match function {
        "cancel" => task.cancel(now),
        "retry" => task.retry(now),
        "expire" => {
            let attempts: Attempts = given.take("attempts")?;
            // Null, where there was no lease to settle.
            return Ok(value(task.expire(now, &attempts).then_some(task)));
        }
        _ => {
            let owner: String = given.take("owner")?;
            match function {
                "lease" => task.lease(&owner, now, given.take("length_ms")?)?,
                "heartbeat" => task.heartbeat(&owner, now, given.take("heartbeat")?)?,
                "finish" => task.finish(&owner, now, given.take("finish")?, &given.take("attempts")?)?,
                "give_back" => task.give_back(&owner, now)?,
                _ => return Err(unknown(function)),
            }
        }
    }
    Ok(value(task))
}

fn unknown(function: &str) -> Unsaid {
    Unsaid::Invalid(format!("there is no function {function}"))
}

fn value(said: impl Serialize) -> Value {
    serde_json::to_value(said).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(question: &Value) -> Value {
        serde_json::from_str(&answer(&question.to_string())).unwrap()
    }

    #[test]
    fn a_refusal_has_what_the_error_has() {
        let refused = said(&json!({"ask": "ReleaseStatus.after", "status": "good", "event": "runs_done"}));
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
            (json!({"ask": "Run.inherit", "run": {}}), "missing field `baseline`"),
            (json!({"ask": "Run.fix", "run": {}}), "there is no function fix"),
            (json!({"ask": "Run.blocks", "run": {"befor": 1}, "live_tasks": 0}), "unknown field `befor`"),
            (json!({"ask": "ArtifactId.parse", "text": "abc"}), "\"abc\" is not the SHA-1 of a file"),
            (json!({}), "missing field `ask`"),
            (json!(3), "invalid type: integer `3`"),
        ] {
            let said = said(&question);
            let message = said["invalid"].as_str().unwrap_or_else(|| panic!("{said}"));
            assert!(message.contains(named) && !message.contains("line 1"), "{message}");
        }
        assert!(answer("{").starts_with("{\"invalid\":\"EOF"));
    }

    #[test]
    fn a_distortion_comes_back_to_the_bit() {
        for distortion in [0.1_f64, 1.0 / 3.0, 5e-324, 0.300_000_000_000_000_04] {
            let run = json!({"diff": {"state": "same", "log": null, "distortion": distortion}});
            let run = said(&json!({"ask": "Run.read", "run": run}));
            let read = run["answer"]["diff"]["distortion"].as_f64();
            assert_eq!(read.map(f64::to_bits), Some(distortion.to_bits()));
        }
    }
}
