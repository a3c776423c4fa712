//! Leases: each task to one worker at a time.

use depicted::workflow::TaskStatus;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{attempts, row};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::entity::task::{self, Column};

/// The most tasks that are leased at once.
const MAX_COUNT: u64 = 1000;
/// The longest lease: a day.
const MAX_LENGTH_MS: u64 = 24 * 60 * 60 * 1000;

/// Leases up to so many tasks to a worker, the longest due first. Where two ask at once, each gets tasks that the other
/// did not: the rows that one looks at are locked, and the other skips them. `SQLite` has one writer at a time anyway.
pub(crate) async fn lease(
    app: &App,
    queue: &str,
    owner: &str,
    count: u64,
    timeout_ms: u64,
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
    let due = task::Entity::find()
        .filter(Column::Queue.eq(queue))
        .filter(Column::Status.eq(row::name(TaskStatus::Live)))
        .filter(Column::Eta.lte(now.0))
        .filter(leasable)
        .order_by_asc(Column::Eta)
        .order_by_asc(Column::Id)
        .limit(count)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let mut leased = Vec::new();
    for found in due.all(&*tx).await? {
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
