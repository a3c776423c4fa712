//! The tasks that take the pictures of a run, and how a task is enqueued once.

use depicted::workflow::Timestamp;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde_json::json;

use super::request::Page;
use crate::error::Result;
use crate::service::task::{self, NewTask};
use crate::store::entity::{release, run, task as tasks};

/// The queue of captures.
pub(crate) const QUEUE: &str = "capture";

/// Asks for a capture. Tells whether that is news: the same one may be under way already.
pub(super) async fn enqueue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release: &release::Model,
    run: &run::Model,
    page: &Page,
    config: &str,
    is_baseline: bool,
) -> Result<bool> {
    let suffix = if is_baseline { ":baseline" } else { "" };
    let task = NewTask {
        queue: QUEUE,
        task_id: format!("{}:{}{suffix}", run.id, crate::blob::sha1(page.url.as_bytes())),
        build_id: Some(release.build_id),
        release_id: Some(release.id),
        run_id: Some(run.id),
        source: Some("request_run".into()),
        payload: json!({
            "build_id": release.build_id,
            "release_name": release.name,
            "release_number": release.number,
            "run_name": run.name,
            "url": page.url,
            "config_sha1sum": config,
            "baseline": is_baseline,
        }),
    };
    once(tx, now, task, |payload| payload["baseline"] == is_baseline).await
}

/// Enqueues a task of a run, unless one with the same payload lives. Those of its queue that are live and of the same
/// `kind` are called off: they work at what nobody wants any more. One that ended keeps its name, and the new one gets the
/// next that is free. Tells whether it is news.
pub(super) async fn once(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    mut task: NewTask<'_>,
    kind: impl Fn(&serde_json::Value) -> bool,
) -> Result<bool> {
    let all = tasks::Entity::find()
        .filter(tasks::Column::Queue.eq(task.queue))
        .filter(tasks::Column::RunId.eq(task.run_id))
        .all(tx)
        .await?;
    let taken: Vec<String> = all.iter().map(|old| old.task_id.clone()).collect();
    for old in all.into_iter().filter(|old| old.status == "live") {
        let payload = old.payload.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let payload: serde_json::Value = payload.unwrap_or_default();
        if !kind(&payload) {
            continue;
        }
        if payload == task.payload {
            return Ok(false);
        }
        let mut row = old.into_active_model();
        row.status = Set("canceled".into());
        row.finished = Set(Some(now.0));
        row.lease_ms = Set(None);
        row.update(tx).await?;
    }
    let names = (2..).map(|number| format!("{}:{number}", task.task_id));
    let name = std::iter::once(task.task_id.clone()).chain(names).find(|name| !taken.contains(name));
    task.task_id = name.unwrap_or_default();
    task::enqueue(tx, now, task).await?;
    Ok(true)
}
