//! The words that a field may have, for the description: those of the state machines.

use depicted::workflow::{Decision, ReleaseStatus, RunStatus, TaskStatus};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::service::task;

/// Every status of a task.
const TASKS: [TaskStatus; 4] = [TaskStatus::Live, TaskStatus::Done, TaskStatus::Error, TaskStatus::Canceled];

pub(super) fn release_status() -> Object {
    one_of(ReleaseStatus::ALL.map(ReleaseStatus::name))
}

pub(super) fn run_status() -> Object {
    one_of(RunStatus::ALL.map(RunStatus::name))
}

pub(super) fn task_status() -> Object {
    one_of(TASKS.map(task::name))
}

pub(super) fn decision() -> Object {
    one_of([Decision::Good, Decision::Bad, Decision::Reviewing].map(|decision| decision.status().name()))
}

fn one_of<const N: usize>(words: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}
