//! Which tasks are live, asked for a run or a release; and calling them off.

use std::collections::HashMap;

use depicted::workflow::{TaskStatus, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::row;
use crate::error::Result;
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

/// How many tasks are live, for each run of a release that has any: one query.
pub(crate) async fn live_by_run(tx: &impl ConnectionTrait, release_id: i64) -> Result<HashMap<i64, u64>> {
    let live = task::Entity::find()
        .select_only()
        .column(Column::RunId)
        .column_as(Column::Id.count(), "live")
        .filter(Column::ReleaseId.eq(release_id))
        .filter(Column::RunId.is_not_null())
        .filter(Column::Status.eq(row::name(TaskStatus::Live)))
        .group_by(Column::RunId);
    let rows: Vec<(i64, i64)> = live.into_tuple().all(tx).await?;
    Ok(rows.into_iter().map(|(run, live)| (run, u64::try_from(live).unwrap_or(0))).collect())
}
