//! What the holder of a lease says, and what a person does to a task.

use depicted::workflow::{Finish, Heartbeat, InvalidTransition, Task, TaskState, TaskStatus, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QuerySelect, Select};

use super::{attempts, row};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::entity::task::{self, Column};

/// The most characters that are kept of what a worker says.
const MAX_MESSAGE: usize = 4000;

/// A sign of life from the holder: the lease lasts its whole length from now on.
pub(crate) async fn heartbeat(
    app: &App,
    queue: &str,
    task_id: &str,
    owner: &str,
    index: u64,
    message: &str,
) -> Result<()> {
    let heartbeat = Heartbeat { index, message: short(message) };
    let said = |task: &mut Task, now| task.heartbeat(owner, now, heartbeat);
    change(app, queue, task_id, said, "heard_of").await
}

/// The holder says how the attempt ended, within a transaction, together with what follows from it. The release is locked
/// before; see `settle`.
pub(crate) async fn finish_in(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    queue: &str,
    task_id: &str,
    owner: &str,
    finish: Finish,
) -> Result<task::Model> {
    let found = find(tx, queue, task_id).await?;
    let mut task = row::state(&found);
    if task.status() != TaskStatus::Live {
        return Ok(found);
    }
    let (outcome, why) = match &finish {
        Finish::Done => ("done", None),
        Finish::Failed { message } => ("failed", Some(short(message))),
        Finish::GaveUp { message } => ("gave_up", Some(short(message))),
    };
    task.finish(owner, now, finish, &attempts())?;
    if let (TaskState::Error { message, .. }, Some(why)) = (&mut task.state, &why) {
        message.clone_from(why);
    }
    let saved = row::save(tx, found, &task, why).await?;
    metrics::counter!("depicted_leases_total", "queue" => queue.to_owned(), "outcome" => outcome)
        .increment(1);
    Ok(saved)
}

/// The holder gives it back unfinished; the attempt does not count.
pub(crate) async fn give_back(app: &App, queue: &str, task_id: &str, owner: &str) -> Result<()> {
    let given = |task: &mut Task, now| task.give_back(owner, now);
    change(app, queue, task_id, given, "given_back").await
}

/// A person has it tried again, at once and from the first attempt on. Whoever holds it loses it.
pub(crate) async fn retry(app: &App, queue: &str, task_id: &str) -> Result<()> {
    let retried = |task: &mut Task, now| {
        task.retry(now);
        Ok(())
    };
    change(app, queue, task_id, retried, "retried").await?;
    app.enqueued.notify_one();
    Ok(())
}

/// A person removes it. Whoever holds it is refused later.
pub(crate) async fn delete(app: &App, queue: &str, task_id: &str) -> Result<()> {
    let tx = app.store.begin().await?;
    find(&*tx, queue, task_id).await?.delete(&*tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn change(
    app: &App,
    queue: &str,
    task_id: &str,
    event: impl FnOnce(&mut Task, Timestamp) -> Result<(), InvalidTransition>,
    outcome: &'static str,
) -> Result<()> {
    let tx = app.store.begin().await?;
    let found = find(&*tx, queue, task_id).await?;
    let mut task = row::state(&found);
    event(&mut task, app.now())?;
    row::save(&*tx, found, &task, None).await?;
    tx.commit().await?;
    metrics::counter!("depicted_leases_total", "queue" => queue.to_owned(), "outcome" => outcome)
        .increment(1);
    Ok(())
}

/// A task, for reading.
pub(super) async fn peek(db: &impl ConnectionTrait, queue: &str, task_id: &str) -> Result<task::Model> {
    by_name(queue, task_id).one(db).await?.ok_or_else(|| missing(queue, task_id))
}

/// A task, locked, if it is there.
pub(super) async fn find_if(
    tx: &impl ConnectionTrait,
    queue: &str,
    task_id: &str,
) -> Result<Option<task::Model>> {
    Ok(by_name(queue, task_id).lock_exclusive().one(tx).await?)
}

async fn find(tx: &impl ConnectionTrait, queue: &str, task_id: &str) -> Result<task::Model> {
    find_if(tx, queue, task_id).await?.ok_or_else(|| missing(queue, task_id))
}

fn by_name(queue: &str, task_id: &str) -> Select<task::Entity> {
    task::Entity::find().filter(Column::Queue.eq(queue)).filter(Column::TaskId.eq(task_id))
}

pub(super) fn missing(queue: &str, task_id: &str) -> Error {
    Error::not_found(format!("there is no task {task_id} in the queue {queue}"))
}

fn short(message: &str) -> String {
    message.chars().take(MAX_MESSAGE).collect()
}
