//! Which tasks of a release are live; and calling them off.

use depicted::workflow::{RunStatus, TaskStatus, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait};

use super::row;
use crate::error::Result;
use crate::store::entity::run;
use crate::store::entity::task::{self, Column};

/// Calls off the tasks of a release that did not end yet. A worker that holds one is refused when it reports.
pub(crate) async fn cancel_of_release(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release_id: i64,
) -> Result<()> {
    let update = task::Entity::update_many()
        .col_expr(Column::Status, Expr::value(row::name(TaskStatus::Canceled)))
        .col_expr(Column::Finished, Expr::value(now.0))
        .col_expr(Column::LeaseMs, Expr::value(None::<i64>))
        .filter(Column::ReleaseId.eq(release_id))
        .filter(Column::Status.eq(row::name(TaskStatus::Live)));
    update.exec(tx).await?;
    Ok(())
}

/// Whether a run of a release has failed and is tried again: one of its tasks lives.
pub(crate) async fn is_any_live_of_failed(tx: &impl ConnectionTrait, release_id: i64) -> Result<bool> {
    let failed = run::Entity::find()
        .select_only()
        .column(run::Column::Id)
        .filter(run::Column::Id.into_expr().equals((task::Entity, Column::RunId)))
        .filter(run::Column::Status.eq(RunStatus::Failed.name()));
    let live = task::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ReleaseId.eq(release_id))
        .filter(Column::Status.eq(row::name(TaskStatus::Live)))
        .filter(Expr::exists(failed.into_query()))
        .limit(1);
    Ok(live.into_tuple::<i64>().one(tx).await?.is_some())
}
