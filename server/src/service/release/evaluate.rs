//! Whether a release waits for anything still: a handful of questions that read a handful of rows, however many runs it has.

use depicted::workflow::{ReleaseEvent, ReleaseStatus, Run, RunStatus, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{status, step};
use crate::auth::Actor;
use crate::error::Result;
use crate::service::task;
use crate::store::entity::{release, run};

/// Moves a release that is locked and being processed to reviewing, if none of its runs blocks.
pub(crate) async fn evaluate(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release: release::Model,
) -> Result<release::Model> {
    if status(&release)? != ReleaseStatus::Processing || is_blocked(tx, release.id).await? {
        return Ok(release);
    }
    step(tx, now, &Actor::System, release, ReleaseEvent::Settled, "").await
}

/// How many runs are looked at in one go. Of runs that are marked, mostly the first waits already.
const AT_ONCE: u64 = 100;

/// What most often blocks comes first, and mostly answers for all.
pub(crate) async fn is_blocked(tx: &impl ConnectionTrait, release_id: i64) -> Result<bool> {
    let comparing = run::Entity::find()
        .select_only()
        .column(run::Column::Id)
        .filter(run::Column::ReleaseId.eq(release_id))
        .filter(run::Column::Status.eq(RunStatus::NeedsDiff.name()))
        .limit(1)
        .into_tuple::<i64>();
    if comparing.one(tx).await?.is_some() {
        return Ok(true);
    }
    // The mark says that a run may block; what is known of it says whether it does.
    let mut last = 0;
    loop {
        let marked: Vec<(i64, serde_json::Value)> = run::Entity::find()
            .select_only()
            .column(run::Column::Id)
            .column(run::Column::State)
            .filter(run::Column::ReleaseId.eq(release_id))
            .filter(run::Column::Blocks.eq(true))
            .filter(run::Column::Id.gt(last))
            .order_by_asc(run::Column::Id)
            .limit(AT_ONCE)
            .into_tuple()
            .all(tx)
            .await?;
        let Some(&(end, _)) = marked.last() else { break };
        for (_, state) in marked {
            if serde_json::from_value::<Run>(state)?.blocks(0) {
                return Ok(true);
            }
        }
        last = end;
    }
    // A failure whose task lives on will be tried again; of other runs the result is there already.
    task::is_any_live_of_failed(tx, release_id).await
}
