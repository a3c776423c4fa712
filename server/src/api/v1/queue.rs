//! The work queues, for superusers.

use axum::Json;
use axum::extract::State;
use depicted::workflow::TaskStatus;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{Path, Query};
use super::page::{Page, PageQuery};
use super::refused::Refused;
use super::time::rfc3339;
use super::words;
use crate::app::App;
use crate::auth::{Actor, Caller, access};
use crate::error::Result;
use crate::service;
use crate::store::entity::task;

/// How many tasks of a queue have a status.
#[derive(Serialize, ToSchema)]
pub(crate) struct QueueCount {
    /// The queue.
    queue: String,
    #[schema(schema_with = words::task_status)]
    status: String,
    /// How many.
    tasks: i64,
}

/// A task.
#[derive(Serialize, ToSchema)]
#[schema(as = Task)]
pub(crate) struct TaskView {
    /// Its name, unique in the queue.
    task_id: String,
    /// The queue.
    queue: String,
    #[schema(schema_with = words::task_status)]
    status: String,
    /// When it may be leased next.
    eta: String,
    /// How often it was leased.
    attempts: i64,
    /// Who holds, or last held, the lease.
    owner: Option<String>,
    /// What was last heard.
    heartbeat: Option<String>,
    /// When it was enqueued.
    created: String,
    /// When it ended.
    finished: Option<String>,
}

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskQuery {
    /// Only those with this status.
    #[param(schema_with = words::task_status)]
    status: Option<TaskStatus>,
}

impl From<task::Model> for TaskView {
    fn from(row: task::Model) -> Self {
        Self {
            task_id: row.task_id,
            queue: row.queue,
            status: row.status,
            eta: rfc3339(row.eta),
            attempts: row.attempts,
            owner: row.owner,
            heartbeat: row.heartbeat,
            created: rfc3339(row.created),
            finished: row.finished.map(rfc3339),
        }
    }
}

/// The queues.
#[utoipa::path(get, path = "/api/v1/queues", tag = "queues", responses(
    (status = 200, body = Vec<QueueCount>), Refused,
))]
pub(super) async fn list(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Vec<QueueCount>>> {
    only_superusers(&actor)?;
    let rows: Vec<(String, String, i64)> = task::Entity::find()
        .select_only()
        .column(task::Column::Queue)
        .column(task::Column::Status)
        .column_as(task::Column::Id.count(), "tasks")
        .group_by(task::Column::Queue)
        .group_by(task::Column::Status)
        .order_by_asc(task::Column::Queue)
        .order_by_asc(task::Column::Status)
        .into_tuple()
        .all(app.store.db())
        .await?;
    let counts = rows.into_iter().map(|(queue, status, tasks)| QueueCount { queue, status, tasks });
    Ok(Json(counts.collect()))
}

/// The tasks of a queue, newest first.
#[utoipa::path(get, path = "/api/v1/queues/{queue}/tasks", tag = "queues",
    params(("queue" = String, Path), TaskQuery, PageQuery), responses(
    (status = 200, body = Page<TaskView>), Refused,
))]
pub(super) async fn tasks(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(queue): Path<String>,
    Query(which): Query<TaskQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TaskView>>> {
    only_superusers(&actor)?;
    let mut query = task::Entity::find().filter(task::Column::Queue.eq(queue));
    if let Some(status) = which.status {
        query = query.filter(task::Column::Status.eq(service::task::name(status)));
    }
    let total = query.clone().count(app.store.db()).await?;
    let query = query.order_by_desc(task::Column::Id).offset(page.offset()).limit(page.limit());
    let items = query.all(app.store.db()).await?.into_iter().map(Into::into).collect();
    Ok(Json(Page { items, total }))
}

fn only_superusers(actor: &Actor) -> Result<()> {
    access::superuser(
        actor,
        "send a superuser's API key, or sign in",
        "the queues are open to superusers only",
    )
}
