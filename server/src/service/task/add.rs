//! Enqueues.

use depicted::workflow::{TaskStatus, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::row;
use crate::error::{Error, Result};
use crate::store::entity::task;

/// The most characters of a name of a queue, a task or a worker.
const MAX_NAME: usize = 255;

/// Work for one of our own queues.
pub(crate) struct NewTask<'a> {
    pub(crate) queue: &'a str,
    /// Its name, unique in the queue.
    pub(crate) task_id: String,
    pub(crate) build_id: Option<i64>,
    pub(crate) release_id: Option<i64>,
    pub(crate) run_id: Option<i64>,
    /// Who asked for it.
    pub(crate) source: Option<String>,
    pub(crate) payload: serde_json::Value,
}

/// Enqueues work, due at once, and gives its name back. What is there already, live or ended, stays as it is.
pub(crate) async fn enqueue(tx: &impl ConnectionTrait, now: Timestamp, new: NewTask<'_>) -> Result<String> {
    let task = task::ActiveModel {
        build_id: Set(new.build_id),
        release_id: Set(new.release_id),
        run_id: Set(new.run_id),
        source: Set(new.source),
        payload: Set(Some(new.payload.to_string())),
        content_type: Set(Some("application/json".into())),
        ..named(new.queue, new.task_id.clone(), now)?
    };
    insert(tx, task).await?;
    Ok(new.task_id)
}

/// The same for work of any kind, as programs add it. What is there already stays as it is.
pub(crate) async fn enqueue_text(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    queue: &str,
    task_id: String,
    source: Option<String>,
    payload: Option<String>,
    content_type: Option<String>,
) -> Result<String> {
    let task = task::ActiveModel {
        source: Set(source),
        payload: Set(payload),
        content_type: Set(content_type),
        ..named(queue, task_id.clone(), now)?
    };
    insert(tx, task).await?;
    Ok(task_id)
}

fn named(queue: &str, task_id: String, now: Timestamp) -> Result<task::ActiveModel> {
    for (what, name) in [("queue", queue), ("task", &task_id)] {
        let characters = name.chars().count();
        if !(1..=MAX_NAME).contains(&characters) {
            let message =
                format!("the name of a {what} has 1 to {MAX_NAME} characters, and this one has {characters}");
            return Err(Error::bad("bad_name", message));
        }
    }
    Ok(task::ActiveModel {
        queue: Set(queue.into()),
        task_id: Set(task_id),
        status: Set(row::name(TaskStatus::Live).into()),
        eta: Set(now.0),
        created: Set(now.0),
        attempts: Set(0),
        ..Default::default()
    })
}

async fn insert(tx: &impl ConnectionTrait, row: task::ActiveModel) -> Result<()> {
    let mut once = OnConflict::columns([task::Column::Queue, task::Column::TaskId]);
    once.do_nothing_on([task::Column::Id]);
    task::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}
