//! The state machines: questions of `depicted/workflow` to the engine.

#![expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over comes by value")]

use napi_derive::napi;

/// Answers a question about a release, a run or a task; both are JSON.
#[napi(skip_typescript, catch_unwind)]
pub fn workflow(question: String) -> String {
    depicted_workflow::answer(&question)
}
