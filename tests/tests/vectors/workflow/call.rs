//! One step of a case: the function of the engine that it names.

use depicted::workflow::{
    ArtifactId, Counts, InvalidTransition, ReleaseStatus, Reported, Run, RunStatus, Task,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Called {
    /// The next state.
    Then(Value),
    /// Something else, and the state is as it was.
    Gives(Value),
    /// An `InvalidTransition`.
    Refused(Value),
    /// An argument is no value of its type. Always true.
    Invalid(bool),
}

/// Calls a function of a type, with the state that it is asked of.
pub(super) fn call(about: &str, function: &str, state: &Value, with: &[Value]) -> Called {
    let with = With(with);
    let called = match about {
        "ReleaseStatus" => release(function, state, &with),
        "RunStatus" => run_status(function, state),
        "Run" => run(function, state, &with),
        "Reported" => read::<Reported>(state).map(|reported| gives(reported.evidence())),
        "Counts" => counts(function, state, &with),
        "Task" => task(function, state, &with),
        "ArtifactId" => {
            with.get::<String>(0).and_then(|text| ArtifactId::parse(&text).map(gives).map_err(|_| Not::Value))
        }
        _ => panic!("there are no cases about {about}"),
    };
    match called {
        Ok(called) => called,
        Err(Not::Allowed(refused)) => {
            let message = refused.to_string();
            let InvalidTransition { machine, from, event, cause } = refused;
            let code = cause.code();
            Called::Refused(
                json!({"machine": machine, "from": from, "event": event, "code": code, "message": message}),
            )
        }
        Err(Not::Value) => Called::Invalid(true),
    }
}

/// Why a call gives nothing.
enum Not {
    Allowed(InvalidTransition),
    Value,
}

impl From<InvalidTransition> for Not {
    fn from(refused: InvalidTransition) -> Self {
        Self::Allowed(refused)
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Not> {
    T::deserialize(value).map_err(|_| Not::Value)
}

/// The arguments of a call.
struct With<'a>(&'a [Value]);

impl With<'_> {
    fn get<T: DeserializeOwned>(&self, at: usize) -> Result<T, Not> {
        read(&self.0[at])
    }

    /// An argument that may be left out.
    fn get_or_default<T: DeserializeOwned + Default>(&self, at: usize) -> Result<T, Not> {
        self.0.get(at).map_or_else(|| Ok(T::default()), read)
    }
}

fn value(said: impl Serialize) -> Value {
    serde_json::to_value(said).unwrap()
}

fn then(state: impl Serialize) -> Called {
    Called::Then(value(state))
}

fn gives(said: impl Serialize) -> Called {
    Called::Gives(value(said))
}

fn release(function: &str, state: &Value, with: &With<'_>) -> Result<Called, Not> {
    let status: ReleaseStatus = read(state)?;
    Ok(match function {
        "after" => then(status.after(with.get(0)?)?),
        "takes_reports" => gives(status.takes_reports()?),
        "is_decided" => gives(status.is_decided()),
        _ => panic!("a release has no function {function}"),
    })
}

fn run_status(function: &str, state: &Value) -> Result<Called, Not> {
    let status: RunStatus = read(state)?;
    Ok(match function {
        "label" => gives(status.label()),
        "is_problem" => gives(status.is_problem()),
        _ => panic!("the status of a run has no function {function}"),
    })
}

fn run(function: &str, state: &Value, with: &With<'_>) -> Result<Called, Not> {
    if function == "new" {
        return Ok(then(Run::default()));
    }
    let mut run: Run = read(state)?;
    match function {
        "status" => return Ok(gives(run.status())),
        "to_compare" => return Ok(gives(run.to_compare())),
        "blocks" => return Ok(gives(run.blocks(with.get(0)?))),
        "learn" => run.learn(with.get(0)?)?,
        "request" => run.request(with.get(0)?),
        "inherit" => run.inherit(with.get(0)?),
        "approve" => run.approve()?,
        "reject" => run.reject()?,
        _ => panic!("a run has no function {function}"),
    }
    Ok(then(run))
}

fn counts(function: &str, state: &Value, with: &With<'_>) -> Result<Called, Not> {
    if function == "of" {
        return Ok(then(with.get::<Vec<RunStatus>>(0)?.into_iter().collect::<Counts>()));
    }
    let counts: Counts = read(state)?;
    Ok(match function {
        "plus" => then(counts.plus(with.get(0)?, with.get(1)?)),
        "tested" => gives(counts.tested()),
        "summary" => gives(counts.summary()),
        "severity" => gives(counts.severity()),
        _ => panic!("counts have no function {function}"),
    })
}

fn task(function: &str, state: &Value, with: &With<'_>) -> Result<Called, Not> {
    if function == "new" {
        return Ok(then(Task::new(with.get(0)?)));
    }
    let mut task: Task = read(state)?;
    let owner = || with.get::<String>(0);
    match function {
        "status" => return Ok(gives(task.status())),
        "expire" => {
            let expired = task.expire(with.get(0)?, &with.get_or_default(1)?);
            return Ok(if expired { then(task) } else { gives(()) });
        }
        "lease" => task.lease(&owner()?, with.get(1)?, with.get(2)?)?,
        "heartbeat" => task.heartbeat(&owner()?, with.get(1)?, with.get(2)?)?,
        "finish" => task.finish(&owner()?, with.get(1)?, with.get(2)?, &with.get_or_default(3)?)?,
        "give_back" => task.give_back(&owner()?, with.get(1)?)?,
        "cancel" => task.cancel(with.get(0)?),
        "retry" => task.retry(with.get(0)?),
        _ => panic!("a task has no function {function}"),
    }
    Ok(then(task))
}
