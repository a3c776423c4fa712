//! Whether a release waits for anything still: a handful of questions, however many runs it has.

use depicted::workflow::{ReleaseEvent, ReleaseStatus, Run, RunStatus, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

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

/// The statuses that most often block come first, and mostly answer for all.
async fn is_blocked(tx: &impl ConnectionTrait, release_id: i64) -> Result<bool> {
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
    for (_, run) in states(tx, release_id, &[RunStatus::DataPending]).await? {
        if run.blocks(0) {
            return Ok(true);
        }
    }
    let failed = states(tx, release_id, &[RunStatus::Failed]).await?;
    if !failed.is_empty() {
        // A failure whose task lives on will be tried again; of other runs the result is there already.
        let live = task::live_by_run(tx, release_id).await?;
        if failed.iter().any(|(id, run)| run.blocks(live.get(id).copied().unwrap_or(0))) {
            return Ok(true);
        }
    }
    let found = states(tx, release_id, &[RunStatus::DiffFound, RunStatus::DiffApproved]).await?;
    Ok(found.iter().any(|(_, run)| run.blocks(0)))
}

async fn states(tx: &impl ConnectionTrait, release_id: i64, of: &[RunStatus]) -> Result<Vec<(i64, Run)>> {
    let rows: Vec<(i64, serde_json::Value)> = run::Entity::find()
        .select_only()
        .column(run::Column::Id)
        .column(run::Column::State)
        .filter(run::Column::ReleaseId.eq(release_id))
        .filter(run::Column::Status.is_in(of.iter().map(|status| status.name())))
        .into_tuple()
        .all(tx)
        .await?;
    rows.into_iter().map(|(id, state)| Ok((id, serde_json::from_value(state)?))).collect()
}
