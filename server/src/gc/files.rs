//! Files that nothing names.

use std::collections::HashSet;

use depicted::workflow::{ArtifactId, Timestamp};
use futures::TryStreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{LIVE, Options, Removed};
use crate::blob::Blobs;
use crate::error::Result;
use crate::store::Store;
use crate::store::entity::{artifact, artifact_owner, run, task};

/// The columns of a run that name files.
const COLUMNS: [run::Column; 9] = [
    run::Column::Image,
    run::Column::Log,
    run::Column::Config,
    run::Column::RefImage,
    run::Column::RefLog,
    run::Column::RefConfig,
    run::Column::DiffImage,
    run::Column::DiffLog,
    run::Column::Thumbnail,
];
/// How many rows are looked at at once.
const PAGE: u64 = 500;

/// Removes files, first from the database and then from where they are: so none is ever named that is not there. `gone`
/// are releases whose runs do not count, since they would be removed.
pub(super) async fn collect(
    store: &Store,
    blobs: &Blobs,
    now: Timestamp,
    options: Options,
    gone: &[i64],
    removed: &mut Removed,
) -> Result<()> {
    let before = now.0.saturating_sub(options.grace_ms);
    let mut last = String::new();
    loop {
        let rows = artifact::Entity::find()
            .filter(artifact::Column::Created.lt(before))
            .filter(artifact::Column::Id.gt(last.as_str()))
            .order_by_asc(artifact::Column::Id)
            .limit(PAGE)
            .all(store.db())
            .await?;
        let Some(end) = rows.last() else { break };
        last.clone_from(&end.id);
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let named = named(store.db(), &ids, gone).await?;
        for row in rows.iter().filter(|row| !named.contains(&row.id)) {
            if options.dry_run || remove(store, blobs, &row.id).await? {
                removed.files += 1;
                removed.bytes += row.size as u64;
            }
        }
    }
    strays(store, blobs, before, options, removed).await
}

/// Those of the files that runs name, or tasks that wait.
async fn named(db: &impl ConnectionTrait, ids: &[&str], gone: &[i64]) -> Result<HashSet<String>> {
    let mut named = HashSet::new();
    for column in COLUMNS {
        let mut query = run::Entity::find().select_only().column(column).distinct();
        query = query.filter(column.is_in(ids.iter().copied()));
        if !gone.is_empty() {
            query = query.filter(run::Column::ReleaseId.is_not_in(gone.iter().copied()));
        }
        let found: Vec<Option<String>> = query.into_tuple().all(db).await?;
        named.extend(found.into_iter().flatten());
    }
    // A task that waits may name files in its payload.
    for id in ids {
        if !named.contains(*id) {
            let waits = task::Entity::find()
                .filter(task::Column::Status.eq(LIVE))
                .filter(task::Column::Payload.contains(*id));
            if waits.count(db).await? > 0 {
                named.insert((*id).to_owned());
            }
        }
    }
    Ok(named)
}

/// Removes one file, unless somebody named it meanwhile.
async fn remove(store: &Store, blobs: &Blobs, id: &str) -> Result<bool> {
    let tx = store.begin().await?;
    let row = artifact::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    if row.is_none() || !named(&*tx, &[id], &[]).await?.is_empty() {
        return Ok(false);
    }
    artifact_owner::Entity::delete_many()
        .filter(artifact_owner::Column::ArtifactId.eq(id))
        .exec(&*tx)
        .await?;
    artifact::Entity::delete_by_id(id).exec(&*tx).await?;
    tx.commit().await?;
    if let Ok(id) = ArtifactId::parse(id) {
        blobs.remove(id).await?;
    }
    Ok(true)
}

/// Removes files that were stored and never written down: whoever stored them died.
async fn strays(
    store: &Store,
    blobs: &Blobs,
    before: i64,
    options: Options,
    removed: &mut Removed,
) -> Result<()> {
    let mut files = blobs.list();
    while let Some(file) = files.try_next().await? {
        if file.stored >= before
            || artifact::Entity::find_by_id(file.id.to_string()).count(store.db()).await? > 0
        {
            continue;
        }
        if !options.dry_run {
            blobs.remove(file.id).await?;
        }
        removed.files += 1;
        removed.bytes += file.size;
    }
    Ok(())
}
