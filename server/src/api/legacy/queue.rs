//! The queues, for workers that hold the key of a superuser.

use axum::Json;
use axum::extract::{Path, State};
use depicted::workflow::Finish;
use serde_json::{Value, json};

use super::answer::{Answer, as_bad_request, success};
use super::call::Call;
use crate::app::App;
use crate::auth::secret;
use crate::error::Error;
use crate::service::task;
use crate::store::entity::task as tasks;

/// Enqueues a task; its name is made up where none is given.
pub(super) async fn add(State(app): State<App>, Path(queue): Path<String>, call: Call) -> Answer {
    call.check_superuser()?;
    let text = |name| call.fields.text(name).map(str::to_owned);
    let task_id = text("task_id").unwrap_or_else(secret::new_id);
    let source = text("source").unwrap_or_else(|| call.address.clone());
    let (payload, content_type) = (text("payload"), text("content_type"));
    let (tx, now) = (app.store.begin().await?, app.now());
    let task_id = task::enqueue_text(&*tx, now, &queue, task_id, Some(source), payload, content_type).await?;
    tx.commit().await?;
    app.enqueued.notify_waiters();
    Ok(Json(json!({ "task_id": task_id })))
}

/// Leases tasks: one for a minute, where nothing else is said.
pub(super) async fn lease(State(app): State<App>, Path(queue): Path<String>, call: Call) -> Answer {
    call.check_superuser()?;
    let count = call.fields.count("count", 1)?;
    let timeout_ms = call.fields.count("timeout", 60)?.saturating_mul(1000);
    let leased = task::lease(&app, &queue, owner(&call), count, timeout_ms, &task::Terms::default()).await?;
    let leased: Vec<Value> = leased.iter().map(shown).collect();
    Ok(Json(json!({ "tasks": leased })))
}

/// A sign of life. The number of an earlier one is refused; without a number it is the next.
pub(super) async fn heartbeat(State(app): State<App>, Path(queue): Path<String>, call: Call) -> Answer {
    call.check_superuser()?;
    let task_id = call.fields.required("task_id")?;
    let message = call.fields.text("message").unwrap_or_default();
    let index = call.fields.count("index", 0)?;
    let heard = task::heartbeat(&app, &queue, task_id, owner(&call), index, message).await;
    heard.map_err(refused)?;
    success(json!({}))
}

/// The end of a task: well, or, where `error` is there, for good.
pub(super) async fn finish(State(app): State<App>, Path(queue): Path<String>, call: Call) -> Answer {
    call.check_superuser()?;
    let task_id = call.fields.required("task_id")?;
    let finish = match call.fields.given("error") {
        Some(message) => Finish::GaveUp { message: message.into() },
        None => Finish::Done,
    };
    let finished = task::finish(&app, &queue, task_id, owner(&call), finish).await;
    finished.map_err(refused)?;
    success(json!({}))
}

fn owner(call: &Call) -> &str {
    call.fields.text("owner").unwrap_or(&call.address)
}

/// What a task does not allow is a fault of the request, told by its code.
fn refused(error: Error) -> Error {
    match as_bad_request(error) {
        Error::Conflict { code, message } => Error::bad(code, message),
        other => other,
    }
}

/// A task as workers read it; times are seconds since 1970.
fn shown(task: &tasks::Model) -> Value {
    json!({
        "task_id": task.task_id,
        "queue_name": task.queue,
        "eta": task.eta / 1000,
        "source": task.source,
        "created": task.created / 1000,
        "lease_attempts": task.attempts,
        "last_lease": task.last_lease.map(|time| time / 1000),
        "payload": payload(task),
        "content_type": task.content_type,
    })
}

fn payload(task: &tasks::Model) -> Value {
    let Some(text) = &task.payload else { return Value::Null };
    let is_json = task.content_type.as_deref() == Some("application/json");
    let read = is_json.then(|| serde_json::from_str(text).ok()).flatten();
    read.unwrap_or_else(|| text.as_str().into())
}
