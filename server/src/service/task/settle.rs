//! What follows for a run and its release when a task ends.

use bytes::Bytes;
use depicted::Side;
use depicted::workflow::{ArtifactId, Diff, Evidence, Finish, ReleaseId, TaskStatus, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{attempts, change, row};
use crate::app::App;
use crate::error::Result;
use crate::service::{artifact, release, run};
use crate::store::entity::release as releases;
use crate::store::entity::task::{self, Column};

/// How many leases are settled in one look.
const AT_ONCE: u64 = 200;

/// The holder says how the attempt ended. If it was the last one and failed, so has what it was for. To say it again is
/// harmless.
pub(crate) async fn finish(app: &App, queue: &str, task_id: &str, owner: &str, finish: Finish) -> Result<()> {
    let log = match &finish {
        Finish::Done => None,
        Finish::Failed { message } | Finish::GaveUp { message } => Some(format!("{message}\n")),
    };
    finish_with(app, queue, task_id, owner, finish, log).await
}

/// The same, with a log for the run.
pub(crate) async fn finish_with(
    app: &App,
    queue: &str,
    task_id: &str,
    owner: &str,
    finish: Finish,
    log: Option<String>,
) -> Result<()> {
    let task = change::peek(app.store.db(), queue, task_id).await?;
    let log = keep_log(app, &task, log).await;
    let (tx, now) = (app.store.begin().await?, app.now());
    let open = lock_release(&*tx, &task).await?;
    let ended = change::finish_in(&*tx, now, queue, task_id, owner, finish).await?;
    if open {
        settle(&*tx, now, &ended, log).await?;
    }
    tx.commit().await?;
    tell(app, &ended);
    Ok(())
}

/// Settles leases that ran out: their tasks wait again, or have failed, and so have their runs.
pub(crate) async fn expire(app: &App) -> Result<()> {
    let over = task::Entity::find()
        .filter(Column::Status.eq(row::name(TaskStatus::Live)))
        .filter(Column::LeaseMs.is_not_null())
        .filter(Column::Eta.lte(app.now().0))
        .order_by_asc(Column::Eta)
        .limit(AT_ONCE);
    for found in over.all(app.store.db()).await? {
        let mut state = row::state(&found);
        let said = format!(
            "{} was not heard of again in attempt {}\n",
            found.owner.as_deref().unwrap_or("the worker"),
            found.attempts
        );
        let last = state.expire(app.now(), &attempts()) && state.status() == TaskStatus::Error;
        let log = if last { keep_log(app, &found, Some(said)).await } else { None };
        let (tx, now) = (app.store.begin().await?, app.now());
        let open = lock_release(&*tx, &found).await?;
        let Some(found) = change::find_if(&*tx, &found.queue, &found.task_id).await? else { continue };
        let mut state = row::state(&found);
        if !state.expire(now, &attempts()) {
            continue;
        }
        let saved = row::save(&*tx, found, &state, None).await?;
        if open {
            settle(&*tx, now, &saved, log).await?;
        }
        tx.commit().await?;
        metrics::counter!("depicted_leases_total", "queue" => saved.queue.clone(), "outcome" => "expired")
            .increment(1);
        tell(app, &saved);
    }
    Ok(())
}

/// Locks the release of a task, before the task itself is, as everybody does. Tells whether its runs can change still.
pub(crate) async fn lock_release(tx: &impl ConnectionTrait, task: &task::Model) -> Result<bool> {
    let Some(id) = task.release_id else { return Ok(false) };
    let found = releases::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
    found.map_or(Ok(false), |found| Ok(release::status(&found)?.takes_reports().is_ok()))
}

/// Teaches the run what its task came to, and looks whether the release still waits for something.
async fn settle(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    task: &task::Model,
    log: Option<ArtifactId>,
) -> Result<()> {
    let Some((run_id, release_id)) = task.run_id.zip(task.release_id) else { return Ok(()) };
    if task.status == row::name(TaskStatus::Error) {
        let payload: serde_json::Value =
            task.payload.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let id = |key: &str| payload[key].as_str().and_then(|id| ArtifactId::parse(id).ok());
        let news = if task.queue == run::diff::QUEUE {
            let pair = id("reference_sha1sum").zip(id("run_sha1sum"));
            Evidence::Diff { pair, diff: Diff::Failed { log } }
        } else {
            let side = if payload["baseline"] == true { Side::Before } else { Side::After };
            Evidence::capture_failed(side, log)
        };
        run::learn_in(tx, now, run_id, &[news]).await?;
    } else if task.status == row::name(TaskStatus::Done)
        && let Some(found) = releases::Entity::find_by_id(release_id).one(tx).await?
    {
        release::evaluate(tx, now, found).await?;
    }
    Ok(())
}

/// Keeps a log where there is one and a place for it. Without, the failure itself is told all the same.
async fn keep_log(app: &App, task: &task::Model, log: Option<String>) -> Option<ArtifactId> {
    let stored = artifact::put(app, task.build_id?, Bytes::from(log?)).await;
    match stored {
        Ok(stored) => ArtifactId::parse(&stored.id).ok(),
        Err(error) => {
            tracing::warn!(task = task.task_id, "cannot keep a log: {error}");
            None
        }
    }
}

fn tell(app: &App, task: &task::Model) {
    if let Some(release) = task.release_id {
        app.changed.send(ReleaseId(release)).ok();
    }
}
