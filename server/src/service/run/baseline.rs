//! What a run is compared with where nobody said.

use depicted::workflow::{ReleaseStatus, RunStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::Result;
use crate::store::entity::{release, run};

/// The release that was made last among a build's good ones, whatever its name.
pub(crate) async fn last_good_release(
    db: &impl ConnectionTrait,
    build_id: i64,
) -> Result<Option<release::Model>> {
    let last = release::Entity::find()
        .filter(release::Column::BuildId.eq(build_id))
        .filter(release::Column::Status.eq(ReleaseStatus::Good.name()))
        .order_by_desc(release::Column::Created)
        .order_by_desc(release::Column::Id)
        .one(db);
    Ok(last.await?)
}

/// The run of that name in the last good release, with that release; a run that failed or has no picture is none.
pub(crate) async fn find_baseline(
    db: &impl ConnectionTrait,
    build_id: i64,
    run_name: &str,
) -> Result<Option<(release::Model, run::Model)>> {
    let Some(release) = last_good_release(db, build_id).await? else { return Ok(None) };
    let run = run::Entity::find()
        .filter(run::Column::ReleaseId.eq(release.id))
        .filter(run::Column::Name.eq(run_name))
        .filter(run::Column::Image.is_not_null())
        .filter(run::Column::Status.ne(RunStatus::Failed.name()))
        .one(db)
        .await?;
    Ok(run.map(|run| (release, run)))
}
