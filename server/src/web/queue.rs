//! The work queue, for superusers.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use super::parts::Moment;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, access};
use crate::error::{Error, Result};
use crate::service::task as service;
use crate::store::entity::task;

/// Tasks on a page.
const SIZE: u64 = 100;
const STATUSES: [&str; 4] = ["live", "done", "error", "canceled"];

#[derive(Template)]
#[template(path = "queues.html")]
struct Index {
    layout: Layout,
    queues: Vec<Line>,
}

struct Line {
    queue: String,
    status: String,
    href: String,
    tasks: i64,
    newest: Moment,
    /// Of tasks that wait, or are worked at.
    due: Option<Moment>,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct Page {
    layout: Layout,
    queue: String,
    action: String,
    tabs: Vec<(String, String, bool)>,
    tasks: Vec<Entry>,
}

struct Entry {
    id: String,
    status: String,
    state: String,
    when: Moment,
    owner: String,
    source: String,
    heartbeat: String,
    payload: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    status: Option<String>,
}

/// Every queue and status.
pub(super) async fn index(State(app): State<App>, Visitor(actor): Visitor) -> Result<Html<String>> {
    allowed(&actor)?;
    let rows: Vec<(String, String, i64, i64, i64)> = task::Entity::find()
        .select_only()
        .column(task::Column::Queue)
        .column(task::Column::Status)
        .column_as(task::Column::Id.count(), "tasks")
        .column_as(task::Column::Created.max(), "newest")
        .column_as(task::Column::Eta.min(), "due")
        .group_by(task::Column::Queue)
        .group_by(task::Column::Status)
        .order_by_asc(task::Column::Queue)
        .order_by_asc(task::Column::Status)
        .into_tuple()
        .all(app.store.db())
        .await?;
    let now = app.now();
    let queues = rows.into_iter().map(|(queue, status, tasks, newest, due)| Line {
        href: link::to(&path(&queue), &[("status", &status)]),
        newest: Moment::new(now, newest),
        due: (status == "live").then(|| Moment::new(now, due)),
        queue,
        status,
        tasks,
    });
    layout::html(&Index {
        queues: queues.collect(),
        layout: Layout::new("Work queue", &actor).here("Work queue"),
    })
}

/// The newest tasks of a queue.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Path(queue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>> {
    allowed(&actor)?;
    let status = asked.status.filter(|status| STATUSES.contains(&status.as_str()));
    let mut wanted = task::Entity::find().filter(task::Column::Queue.eq(&queue));
    if let Some(status) = &status {
        wanted = wanted.filter(task::Column::Status.eq(status));
    }
    let rows = wanted
        .order_by_desc(task::Column::Created)
        .order_by_desc(task::Column::Id)
        .limit(SIZE)
        .all(app.store.db())
        .await?;
    let now = app.now();
    let tasks = rows.into_iter().map(|row| {
        let (state, time) = match (row.status.as_str(), row.lease_ms, row.finished) {
            ("live", Some(_), _) => (format!("attempt {}, lease ends", row.attempts), row.eta),
            ("live", None, _) => (format!("{} attempts, due", row.attempts), row.eta),
            (status, _, finished) => {
                (format!("{status} after {} attempts", row.attempts), finished.unwrap_or(row.created))
            }
        };
        Entry {
            when: Moment::new(now, time),
            id: row.task_id,
            status: row.status,
            state,
            owner: row.owner.unwrap_or_default(),
            source: row.source.unwrap_or_default(),
            heartbeat: row.heartbeat.unwrap_or_default(),
            payload: row.payload.unwrap_or_default(),
        }
    });
    let tab = |name: &str, current: bool| {
        let query = [("status", name)];
        let query = if name == "all" { &query[..0] } else { &query[..] };
        (name.to_owned(), link::to(&path(&queue), query), current)
    };
    let mut tabs = vec![tab("all", status.is_none())];
    tabs.extend(STATUSES.iter().map(|name| tab(name, status.as_deref() == Some(name))));
    layout::html(&Page {
        tasks: tasks.collect(),
        tabs,
        action: path(&queue),
        layout: Layout::new(&queue, &actor).step("Work queue", "/api/work_queue".into()).here(&queue),
        queue,
    })
}

/// Tries a task again, or deletes it.
pub(super) async fn change(
    State(app): State<App>,
    Path(queue): Path<String>,
    form: Signed,
) -> Result<Redirect> {
    allowed(&form.actor)?;
    let task = form.fields.text("task_id");
    match form.fields.text("action") {
        "retry" => service::retry(&app, &queue, task).await?,
        "delete" => service::delete(&app, &queue, task).await?,
        other => {
            return Err(Error::bad("bad_action", format!("there is no action {other:?}: retry, delete")));
        }
    }
    Ok(Redirect::to(&path(&queue)))
}

fn allowed(actor: &Actor) -> Result<()> {
    access::superuser(actor, "sign in to see the queues", "the queues are for superusers")
}

/// The page of a queue, whatever is in its name.
fn path(queue: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(queue.as_bytes()).collect();
    format!("/api/work_queue/{}", name.replace('+', "%20"))
}
