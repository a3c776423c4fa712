//! Looks releases up; those that are to be changed are locked.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use crate::error::{Error, Result};
use crate::store::entity::release;

/// One attempt of a name, locked.
pub(crate) async fn lock_attempt(
    tx: &impl ConnectionTrait,
    build_id: i64,
    name: &str,
    number: i64,
) -> Result<release::Model> {
    let found = by_attempt(build_id, name, number).lock_exclusive().one(tx).await?;
    found.ok_or_else(|| missing(format_args!("{name:?} with number {number}"), build_id))
}

/// One attempt of a name, for reading.
pub(crate) async fn attempt(
    db: &impl ConnectionTrait,
    build_id: i64,
    name: &str,
    number: i64,
) -> Result<release::Model> {
    let found = by_attempt(build_id, name, number).one(db).await?;
    found.ok_or_else(|| missing(format_args!("{name:?} with number {number}"), build_id))
}

/// A release of a build by its id, locked.
pub(crate) async fn lock_by_id(
    tx: &impl ConnectionTrait,
    build_id: i64,
    release_id: i64,
) -> Result<release::Model> {
    let found = release::Entity::find_by_id(release_id).filter(release::Column::BuildId.eq(build_id));
    let found = found.lock_exclusive().one(tx).await?;
    found.ok_or_else(|| missing(format_args!("{release_id}"), build_id))
}

fn by_attempt(build_id: i64, name: &str, number: i64) -> Select<release::Entity> {
    release::Entity::find()
        .filter(release::Column::BuildId.eq(build_id))
        .filter(release::Column::Name.eq(name))
        .filter(release::Column::Number.eq(number))
}

fn missing(what: std::fmt::Arguments<'_>, build_id: i64) -> Error {
    Error::not_found(format!("there is no release {what} in build {build_id}"))
}
