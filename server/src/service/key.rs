//! API keys: made, shown once, revoked.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::audit::{self, About};
use crate::app::App;
use crate::auth::{Actor, secret};
use crate::error::{Error, Result};
use crate::store::entity::api_key;

/// A new key with its secret, which nobody can read again.
pub(crate) struct NewKey {
    pub(crate) key: api_key::Model,
    pub(crate) secret: String,
}

/// Makes a key of a build, or, without one, a superuser's. One for a worker does the build's tasks and changes nothing else.
pub(crate) async fn create(
    app: &App,
    actor: &Actor,
    build: Option<i64>,
    purpose: &str,
    worker: bool,
) -> Result<NewKey> {
    let purpose = purpose.trim();
    if !(1..=200).contains(&purpose.chars().count()) {
        return Err(Error::bad("bad_purpose", "the purpose of a key has 1 to 200 characters"));
    }
    let (secret, now) = (secret::new(), app.now());
    let tx = app.store.begin().await?;
    let row = api_key::ActiveModel {
        id: Set(secret::new_id()),
        secret_hash: Set(secret::hash(&secret)),
        build_id: Set(build),
        superuser: Set(build.is_none()),
        worker: Set(worker && build.is_some()),
        purpose: Set(purpose.into()),
        created: Set(now.0),
        created_by: Set(actor.user_id()),
        revoked: Set(None),
        last_used: Set(None),
    };
    let key = row.insert(&*tx).await?;
    audit::record(&*tx, now, actor, About { build, ..About::default() }, "created_api_key", &*key.id).await?;
    tx.commit().await?;
    Ok(NewKey { key, secret })
}

/// Revokes a key of a build, at once and for good. To do it again changes nothing.
pub(crate) async fn revoke(app: &App, actor: &Actor, build: Option<i64>, id: &str) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let key = api_key::Entity::find_by_id(id).one(&*tx).await?;
    let key = key.ok_or_else(|| Error::not_found(format!("there is no API key {id}")))?;
    if key.build_id != build {
        return Err(Error::Forbidden(format!("API key {id} is not one of this build's")));
    }
    if key.revoked.is_none() {
        let mut row: api_key::ActiveModel = key.into();
        row.revoked = Set(Some(now.0));
        row.update(&*tx).await?;
        audit::record(&*tx, now, actor, About { build, ..About::default() }, "revoked_api_key", id).await?;
    }
    tx.commit().await?;
    Ok(())
}
