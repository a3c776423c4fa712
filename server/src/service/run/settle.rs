//! The end of a task, and what it means for its run and its release.

use depicted::Side;
use depicted::workflow::{
    Diff, Evidence, Finish, ReleaseId, ReleaseStatus, RunStatus, TaskStatus, Timestamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{capture, diff, report};
use crate::app::App;
use crate::error::Result;
use crate::service::{release, task};
use crate::store::entity::{release as releases, run, task as tasks};

/// The holder of a task says how it ended. A run that can only fail now is said to have failed, so that no release waits
/// for it.
pub(crate) async fn finish_task(
    app: &App,
    queue: &str,
    task_id: &str,
    owner: &str,
    finish: Finish,
) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    // Locks are taken in one order everywhere: the release first.
    let known = tasks::Entity::find()
        .filter(tasks::Column::Queue.eq(queue))
        .filter(tasks::Column::TaskId.eq(task_id))
        .one(&*tx)
        .await?;
    let release_id = known.and_then(|known| known.release_id);
    if let Some(id) = release_id {
        releases::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    }
    let task = task::finish_in(&*tx, now, queue, task_id, owner, finish).await?;
    ended_in(&*tx, now, &task).await?;
    tx.commit().await?;
    if let Some(id) = release_id {
        app.changed.send(ReleaseId(id)).ok();
    }
    Ok(())
}

/// What follows from the end of a task, as part of a transaction that holds its release.
pub(crate) async fn ended_in(tx: &impl ConnectionTrait, now: Timestamp, task: &tasks::Model) -> Result<()> {
    let (Some(release_id), Some(run_id)) = (task.release_id, task.run_id) else { return Ok(()) };
    let live = serde_json::to_value(TaskStatus::Live)?;
    if live == *task.status {
        return Ok(());
    }
    let release = releases::Entity::find_by_id(release_id).lock_exclusive().one(tx).await?;
    let Some(release) = release else { return Ok(()) };
    if release::status(&release)?.takes_reports().is_err() {
        return Ok(());
    }
    if task.status == "error" {
        if let Some(news) = failure(tx, task, run_id).await? {
            report::learn_in(tx, now, run_id, &[news]).await?;
            return Ok(());
        }
    }
    if release::status(&release)? == ReleaseStatus::Processing {
        release::evaluate(tx, now, release).await?;
    }
    Ok(())
}

/// What a task that failed for good says of its run, if the run still waits for it.
async fn failure(tx: &impl ConnectionTrait, task: &tasks::Model, run_id: i64) -> Result<Option<Evidence>> {
    let Some(run) = run::Entity::find_by_id(run_id).one(tx).await? else { return Ok(None) };
    Ok(match &*task.queue {
        diff::QUEUE if run.status == RunStatus::NeedsDiff.name() => {
            Some(Evidence::Diff { pair: None, diff: Diff::Failed { log: None } })
        }
        capture::QUEUE => {
            let payload = task.payload.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let payload: serde_json::Value = payload.unwrap_or_default();
            let side = if payload["baseline"] == true { Side::Before } else { Side::After };
            Some(Evidence::capture_failed(side, None))
        }
        _ => None,
    })
}
