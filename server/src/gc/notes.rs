//! Rows that ran out: sessions, answers kept for repeated requests, tasks and messages that ended long ago.

use depicted::workflow::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::{LIVE, Options, Removed};
use crate::error::Result;
use crate::store::Store;
use crate::store::entity::{idempotency, outbox, session, task, ticket};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long an answer is kept for a request that is sent again.
const ANSWERS_MS: i64 = 2 * DAY_MS;
/// How long it can be looked up what became of a task or a message.
const ENDED_MS: i64 = 30 * DAY_MS;

/// Counts the rows that a condition names, and removes them unless it is only for show.
macro_rules! sweep {
    ($store:expr, $options:expr, $entity:ty, $condition:expr) => {{
        let condition: Condition = $condition;
        if $options.dry_run {
            <$entity>::find().filter(condition).count($store.db()).await?
        } else {
            let tx = $store.begin().await?;
            let done = <$entity>::delete_many().filter(condition).exec(&*tx).await?;
            tx.commit().await?;
            done.rows_affected
        }
    }};
}

/// Removes them all.
pub(super) async fn collect(
    store: &Store,
    now: Timestamp,
    options: Options,
    removed: &mut Removed,
) -> Result<()> {
    let all = Condition::all;
    removed.sessions = sweep!(store, options, session::Entity, all().add(session::Column::Expires.lt(now.0)));
    removed.links = sweep!(store, options, ticket::Entity, all().add(ticket::Column::Expires.lt(now.0)));
    removed.answers = sweep!(
        store,
        options,
        idempotency::Entity,
        all().add(idempotency::Column::Created.lt(now.0 - ANSWERS_MS))
    );
    removed.tasks = sweep!(
        store,
        options,
        task::Entity,
        all().add(task::Column::Status.ne(LIVE)).add(task::Column::Finished.lt(now.0 - ENDED_MS))
    );
    let ended = Condition::any()
        .add(outbox::Column::Delivered.lt(now.0 - ENDED_MS))
        .add(outbox::Column::Failed.lt(now.0 - ENDED_MS));
    removed.messages = sweep!(store, options, outbox::Entity, ended);
    Ok(())
}
