//! Leases: each task to one worker at a time.

use depicted::workflow::TaskStatus;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{attempts, change, row};
use crate::app::App;
use crate::auth::secret;
use crate::error::{Error, Result};
use crate::store::entity::task::{self, Column};

/// The most tasks that are leased at once.
const MAX_COUNT: u64 = 1000;
/// The longest lease: a day.
const MAX_LENGTH_MS: u64 = 24 * 60 * 60 * 1000;

/// For whom a task is leased, beside the name of the worker.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// The one build whose tasks it may have; `None` for all.
    pub(crate) build: Option<i64>,
    /// The hash of the token that whoever speaks for the worker has to show from now on; see [`check_held`].
    pub(crate) hash: Option<String>,
}

/// Refuses whoever does not show the token that came with the lease, or speaks for a lease without one, and hides the tasks
/// of other builds. Who the worker is, and whether the lease still lasts, is asked when the task is changed.
pub(crate) async fn check_held(
    app: &App,
    queue: &str,
    task_id: &str,
    token: Option<&str>,
    build: Option<i64>,
) -> Result<()> {
    let found = change::peek(app.store.db(), queue, task_id).await?;
    if build.is_some() && found.build_id != build {
        return Err(change::missing(queue, task_id));
    }
    let shown = |hash: &String| token.is_some_and(|token| secret::matches(token, hash));
    if found.lease_hash.as_ref().is_none_or(|hash| !shown(hash)) {
        let message = format!("the lease of the task {task_id} has another token: somebody else may hold it");
        return Err(Error::Conflict { code: "not_owner", message });
    }
    Ok(())
}

/// Leases up to so many tasks to a worker, the longest due first. Where two ask at once, each gets tasks that the other
/// did not: the rows that one looks at are locked, and the other skips them. `SQLite` has one writer at a time anyway.
pub(crate) async fn lease(
    app: &App,
    queue: &str,
    owner: &str,
    count: u64,
    timeout_ms: u64,
    terms: &Terms,
) -> Result<Vec<task::Model>> {
    if !(1..=MAX_LENGTH_MS).contains(&timeout_ms) {
        let message = format!("a lease of {timeout_ms} ms is out of range: 1 to {MAX_LENGTH_MS}");
        return Err(Error::bad("bad_timeout", message));
    }
    if owner.is_empty() || owner.chars().count() > 255 {
        return Err(Error::bad("bad_owner", "the name of a worker has 1 to 255 characters"));
    }
    let count = count.min(MAX_COUNT);
    if count == 0 {
        return Ok(Vec::new());
    }
    let tx = app.store.begin().await?;
    let now = app.now();
    // A lease that ran out with the last attempt is nobody's any more: the sweeper settles it.
    let leasable = Condition::any().add(Column::LeaseMs.is_null()).add(Column::Attempts.lt(attempts().max));
    let mut due = task::Entity::find()
        .filter(Column::Queue.eq(queue))
        .filter(Column::Status.eq(row::name(TaskStatus::Live)))
        .filter(Column::Eta.lte(now.0))
        .filter(leasable)
        .order_by_asc(Column::Eta)
        .order_by_asc(Column::Id)
        .limit(count)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    if let Some(build) = terms.build {
        due = due.filter(Column::BuildId.eq(build));
    }
    let mut leased = Vec::new();
    for mut found in due.all(&*tx).await? {
        found.lease_hash.clone_from(&terms.hash);
        let mut task = row::state(&found);
        task.lease(owner, now, timeout_ms)?;
        leased.push(row::save(&*tx, found, &task, None).await?);
    }
    tx.commit().await?;
    if !leased.is_empty() {
        metrics::counter!("depicted_leases_total", "queue" => queue.to_owned(), "outcome" => "leased")
            .increment(leased.len() as u64);
    }
    Ok(leased)
}
