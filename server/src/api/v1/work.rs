//! Work for workers elsewhere: `depicted worker`. It takes a superuser; files go by `/api/upload` and `/api/download`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::ask::Body;
use super::idempotency;
use super::queue::only_superusers;
use super::refused::RefusedChange;
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Error, Result};
use crate::jobs::desk::Local;
use crate::jobs::desk::wire::{Finish, Heartbeat, LeaseAnswer, LeaseRequest, Named};
use crate::jobs::outcome;
use crate::service::task;

/// The most queues that are asked for at once.
const MAX_QUEUES: usize = 16;

/// The most bytes of what came of an attempt: a report may list tens of thousands of regions.
const MAX_OUTCOME: usize = 16 << 20;

/// Takes a task on lease: the longest due one of the first queue that has any.
#[utoipa::path(post, path = "/api/v1/work/lease", tag = "work", request_body = LeaseRequest, responses(
    (status = 200, body = LeaseAnswer), RefusedChange,
))]
pub(super) async fn lease(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body,
) -> Result<Json<LeaseAnswer>> {
    only_superusers(&actor)?;
    let asked: LeaseRequest = idempotency::read(&body)?;
    if !(1..=MAX_QUEUES).contains(&asked.queues.len()) {
        let message = format!("{} queues are out of range: 1 to {MAX_QUEUES}", asked.queues.len());
        return Err(Error::bad("bad_queues", message));
    }
    let queues: Vec<&str> = asked.queues.iter().map(String::as_str).collect();
    let task = Local(app).take(&queues, &asked.owner, asked.lease_ms).await?;
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
    only_superusers(&actor)?;
    let Heartbeat { task, index, message } = idempotency::read(&body)?;
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
    only_superusers(&actor)?;
    let task: Named = idempotency::read(&body)?;
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
    only_superusers(&actor)?;
    let Finish { task, outcome } = idempotency::read(&body)?;
    outcome::keep(&app, &task.queue, &task.task_id, &task.owner, outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}
