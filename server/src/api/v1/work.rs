//! Work for workers elsewhere: `depicted worker`. The key of a build works on its tasks, a superuser on all; files go by
//! `/api/upload` and `/api/download`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::ask::Body;
use super::idempotency;
use super::refused::{Refused, RefusedChange};
use crate::app::App;
use crate::auth::{Caller, access};
use crate::error::{Error, Result};
use crate::jobs::desk::Local;
use crate::jobs::desk::wire::{Finish, Heartbeat, LeaseAnswer, LeaseRequest, Named, WorkView};
use crate::jobs::outcome;
use crate::service::task;

/// The most queues that are asked for at once.
const MAX_QUEUES: usize = 16;

/// The most bytes of what came of an attempt: a report may list tens of thousands of regions.
const MAX_OUTCOME: usize = 16 << 20;

/// Whose tasks the caller works on.
#[utoipa::path(get, path = "/api/v1/work", tag = "work", responses(
    (status = 200, body = WorkView), Refused,
))]
pub(super) async fn show(State(app): State<App>, Caller(actor): Caller) -> Result<Json<WorkView>> {
    let build_id = access::tasks_of(&actor)?;
    if let Some(id) = build_id {
        access::work(&app.store, &actor, id).await?;
    }
    Ok(Json(WorkView { build_id }))
}

/// Takes a task on lease: the longest due one of the first queue that has any. What it is told as `lease` is to be sent with
/// whatever is said of the task later.
#[utoipa::path(post, path = "/api/v1/work/lease", tag = "work", request_body = LeaseRequest, responses(
    (status = 200, body = LeaseAnswer), RefusedChange,
))]
pub(super) async fn lease(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body,
) -> Result<Json<LeaseAnswer>> {
    let build = access::tasks_of(&actor)?;
    let asked: LeaseRequest = idempotency::read(&body)?;
    if !(1..=MAX_QUEUES).contains(&asked.queues.len()) {
        let message = format!("{} queues are out of range: 1 to {MAX_QUEUES}", asked.queues.len());
        return Err(Error::bad("bad_queues", message));
    }
    let queues: Vec<&str> = asked.queues.iter().map(String::as_str).collect();
    let task = Local(app).take_elsewhere(&queues, &asked.owner, asked.lease_ms, build).await?;
    Ok(Json(LeaseAnswer { task }))
}

/// A sign of life of whoever holds a task: the lease lasts its whole length from now on. 409 says that somebody else may have
/// it by now, or that it was called off.
#[utoipa::path(post, path = "/api/v1/work/heartbeat", tag = "work", request_body = Heartbeat, responses(
    (status = 204), RefusedChange,
))]
pub(super) async fn heartbeat(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body,
) -> Result<StatusCode> {
    let build = access::tasks_of(&actor)?;
    let Heartbeat { task, index, message } = idempotency::read(&body)?;
    check(&app, &task, build).await?;
    task::heartbeat(&app, &task.queue, &task.task_id, &task.owner, index, &message).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a task back unfinished; the attempt does not count.
#[utoipa::path(post, path = "/api/v1/work/give-back", tag = "work", request_body = Named, responses(
    (status = 204), RefusedChange,
))]
pub(super) async fn give_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body,
) -> Result<StatusCode> {
    let build = access::tasks_of(&actor)?;
    let task: Named = idempotency::read(&body)?;
    check(&app, &task, build).await?;
    task::give_back(&app, &task.queue, &task.task_id, &task.owner).await?;
    app.enqueued.notify_waiters();
    Ok(StatusCode::NO_CONTENT)
}

/// Says how an attempt ended; the run learns what was found. To say a success again is harmless.
#[utoipa::path(post, path = "/api/v1/work/finish", tag = "work", request_body = Finish, responses(
    (status = 204), RefusedChange,
))]
pub(super) async fn finish(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body<MAX_OUTCOME>,
) -> Result<StatusCode> {
    let build = access::tasks_of(&actor)?;
    let Finish { task, outcome } = idempotency::read(&body)?;
    check(&app, &task, build).await?;
    outcome::keep(&app, &task.queue, &task.task_id, &task.owner, outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses whoever may not speak of this task: it is another build's, or the lease somebody else's.
async fn check(app: &App, task: &Named, build: Option<i64>) -> Result<()> {
    task::check_held(app, &task.queue, &task.task_id, task.lease.as_deref(), build).await
}
