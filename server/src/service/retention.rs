//! What is removed for good: a build, a release, and releases that are older than their build keeps them.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::audit::{self, About};
use super::run::baseline;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::entity::{audit as log, build, outbox, region, release, run, task};
use depicted::workflow::{ReleaseStatus, Timestamp};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Removes a release with its runs and tasks. Its files stay until nothing names them and they are collected.
pub(crate) async fn delete_release(store: &Store, now: Timestamp, actor: &Actor, id: i64) -> Result<()> {
    let tx = store.begin().await?;
    let found = release::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let found = found.ok_or_else(|| Error::not_found(format!("there is no release {id}")))?;
    remove(&*tx, id).await?;
    let about = About { build: Some(found.build_id), release: Some(id), run: None };
    let message = format!("{} #{}", found.name, found.number);
    audit::record(&*tx, now, actor, about, "deleted_release", message).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a build with all that it holds, release by release, so that nobody waits long. Where it stops half way it can be
/// done again.
pub(crate) async fn delete_build(store: &Store, now: Timestamp, actor: &Actor, id: i64) -> Result<()> {
    let found = build::Entity::find_by_id(id).one(store.db()).await?;
    let found = found.ok_or_else(|| Error::not_found(format!("there is no build {id}")))?;
    loop {
        let next = release::Entity::find().filter(release::Column::BuildId.eq(id)).one(store.db()).await?;
        let Some(next) = next else { break };
        let tx = store.begin().await?;
        release::Entity::find_by_id(next.id).lock_exclusive().one(&*tx).await?;
        remove(&*tx, next.id).await?;
        tx.commit().await?;
    }
    let tx = store.begin().await?;
    task::Entity::delete_many().filter(task::Column::BuildId.eq(id)).exec(&*tx).await?;
    outbox::Entity::delete_many().filter(outbox::Column::BuildId.eq(id)).exec(&*tx).await?;
    log::Entity::delete_many().filter(log::Column::BuildId.eq(id)).exec(&*tx).await?;
    // Members, invitations, keys, webhooks and the right to read files go with it.
    build::Entity::delete_by_id(id).exec(&*tx).await?;
    audit::record(&*tx, now, actor, About::default(), "deleted_build", format!("{id} {}", found.name))
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn remove(tx: &impl ConnectionTrait, id: i64) -> Result<()> {
    task::Entity::delete_many().filter(task::Column::ReleaseId.eq(id)).exec(tx).await?;
    region::Entity::delete_many().filter(region::Column::ReleaseId.eq(id)).exec(tx).await?;
    run::Entity::delete_many().filter(run::Column::ReleaseId.eq(id)).exec(tx).await?;
    release::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// The decided releases that are older than their builds keep them, oldest first. The last good one is what others are
/// compared with, and stays.
pub(crate) async fn overdue(store: &Store, now: Timestamp) -> Result<Vec<release::Model>> {
    let builds = build::Entity::find().filter(build::Column::RetentionDays.is_not_null());
    let mut all = Vec::new();
    for build in builds.all(store.db()).await? {
        let Some(days) = build.retention_days else { continue };
        let before = now.0.saturating_sub(days.max(0).saturating_mul(DAY_MS));
        let baseline = baseline::last_good_release(store.db(), build.id).await?.map(|release| release.id);
        let old = decided_before(build.id, before).all(store.db()).await?;
        all.extend(old.into_iter().filter(|release| Some(release.id) != baseline));
    }
    Ok(all)
}

fn decided_before(build: i64, before: i64) -> Select<release::Entity> {
    // What came from elsewhere may not say when it was decided.
    let when = Condition::any().add(release::Column::Decided.lt(before)).add(
        Condition::all().add(release::Column::Decided.is_null()).add(release::Column::Modified.lt(before)),
    );
    release::Entity::find()
        .filter(release::Column::BuildId.eq(build))
        .filter(release::Column::Status.is_in([ReleaseStatus::Good.name(), ReleaseStatus::Bad.name()]))
        .filter(when)
        .order_by_asc(release::Column::Id)
}
