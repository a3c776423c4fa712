//! Files of builds: stored, owned, opened.

use bytes::Bytes;
use depicted::Rect;
use depicted::workflow::{ArtifactId, Timestamp};
use futures::Stream;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::app::App;
use crate::blob::{Content, Stored};
use crate::error::{Error, Result};
use crate::store::entity::{artifact, artifact_owner};

/// Stores what a stream gives as a file of a build. A file that is there already is not stored twice.
pub(crate) async fn store<S, E>(app: &App, build_id: i64, bytes: S) -> Result<artifact::Model>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<Error>,
{
    let stored = app.blobs.store(bytes, app.settings.max_upload).await?;
    record(app, build_id, stored).await
}

/// Stores bytes as a file of a build.
pub(crate) async fn put(app: &App, build_id: i64, bytes: Bytes) -> Result<artifact::Model> {
    let stored = app.blobs.put(bytes).await?;
    record(app, build_id, stored).await
}

/// Writes down that a file which is stored belongs to a build.
pub(crate) async fn record(app: &App, build_id: i64, stored: Stored) -> Result<artifact::Model> {
    let tx = app.store.begin().await?;
    let row = record_in(&*tx, app.now(), build_id, stored).await?;
    tx.commit().await?;
    Ok(row)
}

/// The same, as part of a transaction.
pub(crate) async fn record_in(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    build_id: i64,
    stored: Stored,
) -> Result<artifact::Model> {
    let id = stored.id.to_string();
    let row = artifact::ActiveModel {
        id: Set(id.clone()),
        size: Set(i64::try_from(stored.size).unwrap_or(i64::MAX)),
        content_type: Set(stored.content_type.into()),
        created: Set(now.0),
    };
    artifact::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    own(tx, now, build_id, &[stored.id]).await?;
    let row = artifact::Entity::find_by_id(id).one(tx).await?;
    row.ok_or_else(|| Error::Internal(anyhow::anyhow!("artifact {} is gone", stored.id)))
}

/// Lets a build read files that are stored.
pub(crate) async fn own(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    build_id: i64,
    ids: &[ArtifactId],
) -> Result<()> {
    let rows = ids.iter().map(|id| artifact_owner::ActiveModel {
        build_id: Set(build_id),
        artifact_id: Set(id.to_string()),
        created: Set(now.0),
        ignore: Set(None),
    });
    artifact_owner::Entity::insert_many(rows).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(())
}

/// Remembers what a comparison leaves out of a picture of a build: what was masked when it was captured.
pub(crate) async fn set_ignored(
    tx: &impl ConnectionTrait,
    build_id: i64,
    picture: ArtifactId,
    ignore: &[Rect],
) -> Result<()> {
    let ignore = if ignore.is_empty() { None } else { Some(serde_json::to_value(ignore)?) };
    artifact_owner::Entity::update_many()
        .col_expr(artifact_owner::Column::Ignore, Expr::value(ignore))
        .filter(artifact_owner::Column::BuildId.eq(build_id))
        .filter(artifact_owner::Column::ArtifactId.eq(picture.to_string()))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a comparison leaves out of any of these pictures.
pub(crate) async fn ignored(
    db: &impl ConnectionTrait,
    build_id: i64,
    pictures: &[ArtifactId],
) -> Result<Vec<Rect>> {
    let lists: Vec<Option<serde_json::Value>> = artifact_owner::Entity::find()
        .select_only()
        .column(artifact_owner::Column::Ignore)
        .filter(artifact_owner::Column::BuildId.eq(build_id))
        .filter(artifact_owner::Column::ArtifactId.is_in(pictures.iter().map(ToString::to_string)))
        .filter(artifact_owner::Column::Ignore.is_not_null())
        .order_by_asc(artifact_owner::Column::ArtifactId)
        .into_tuple()
        .all(db)
        .await?;
    let mut all = Vec::new();
    for list in lists.into_iter().flatten() {
        all.extend(serde_json::from_value::<Vec<Rect>>(list)?);
    }
    Ok(all)
}

/// Refuses files that are not there, or belong to other builds only: nobody is told which.
pub(crate) async fn check_owned(tx: &impl ConnectionTrait, build_id: i64, ids: &[ArtifactId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let owned: Vec<String> = artifact_owner::Entity::find()
        .select_only()
        .column(artifact_owner::Column::ArtifactId)
        .filter(artifact_owner::Column::BuildId.eq(build_id))
        .filter(artifact_owner::Column::ArtifactId.is_in(ids.iter().map(ToString::to_string)))
        .into_tuple()
        .all(tx)
        .await?;
    match ids.iter().map(ToString::to_string).find(|id| !owned.contains(id)) {
        None => Ok(()),
        Some(id) => Err(Error::bad(
            "unknown_artifact",
            format!("build {build_id} has no file {id}; upload it first, with this build's id"),
        )),
    }
}

/// A file that a build owns, and its bytes.
///
/// # Errors
/// Not found where nobody stored it; forbidden where other builds did.
pub(crate) async fn open(app: &App, build_id: i64, id: ArtifactId) -> Result<(artifact::Model, Content)> {
    let row = find(app, build_id, id).await?;
    let content = app.blobs.open_file(id).await?;
    Ok((row, content))
}

/// A file that a build owns, without its bytes.
pub(crate) async fn find(app: &App, build_id: i64, id: ArtifactId) -> Result<artifact::Model> {
    let row = artifact::Entity::find_by_id(id.to_string()).one(app.store.db()).await?;
    let row = row.ok_or_else(|| Error::not_found(format!("there is no file {id}")))?;
    let owner = artifact_owner::Entity::find_by_id((build_id, id.to_string())).one(app.store.db()).await?;
    match owner {
        Some(_) => Ok(row),
        None => Err(Error::Forbidden(format!("build {build_id} has no file {id}"))),
    }
}
