//! People: to sign in, their sessions, their passwords.

use std::sync::LazyLock;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder,
};

use super::account;
use crate::app::App;
use crate::auth::oidc::Claims;
use crate::auth::{Peer, password};
use crate::error::{Error, Result};
use crate::store::entity::{session, user};

/// Why somebody is not signed in.
pub(crate) enum Refused {
    /// The name or the password; nobody is told which.
    Wrong,
    /// It was tried too often.
    TooMany { seconds: u64 },
    /// A fault of the server.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What is checked where there is no such user, so that the time does not tell.
static NOBODY: LazyLock<String> = LazyLock::new(|| password::hash("nobody").unwrap_or_default());

/// The local user of a name, or of a proved address, with that password.
pub(crate) async fn sign_in(app: &App, name: &str, words: &str, peer: &Peer) -> Result<user::Model, Refused> {
    let now = app.now();
    let name = name.to_lowercase();
    let account = format!("user {name}");
    let names: Vec<String> = [Some(account.clone()), peer.counted()].into_iter().flatten().collect();
    let wait = app.sign_ins.wait(&names, now);
    if wait > 0 {
        return Err(Refused::TooMany { seconds: wait.div_ceil(1000) });
    }
    let by_address = Condition::all()
        .add(user::Column::Email.eq(&name))
        .add(user::Column::EmailVerified.eq(true))
        .add(user::Column::PasswordHash.is_not_null());
    let wanted = Condition::any().add(user::Column::Subject.eq(format!("local:{name}"))).add(by_address);
    let found =
        user::Entity::find().filter(wanted).order_by_asc(user::Column::Id).one(app.store.db()).await?;
    let words = words.to_owned();
    let stored = found.as_ref().and_then(|user| user.password_hash.clone());
    let matches = tokio::task::spawn_blocking(move || {
        password::matches(&words, stored.as_deref().unwrap_or(&NOBODY)) && stored.is_some()
    });
    let matches = matches.await.map_err(|error| Error::Internal(error.into()))?;
    let Some(found) = found.filter(|user| matches && user.active) else {
        app.sign_ins.wrong(&names, now);
        return Err(Refused::Wrong);
    };
    app.sign_ins.right(&account);
    let mut row: user::ActiveModel = found.into();
    row.last_seen = Set(Some(now.0));
    Ok(row.update(app.store.db()).await?)
}

/// The person of a provider's claims: known by the subject alone, never by the address, which can pass to somebody else.
/// None where the account is closed.
pub(crate) async fn by_claims(app: &App, claims: &Claims, email: &str) -> Result<Option<user::Model>> {
    if claims.subject.chars().count() > 512 || email.chars().count() > 255 {
        return Err(Error::bad("bad_claims", "the other server's name for you has more than 512 characters"));
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    let known = user::Entity::find().filter(user::Column::Subject.eq(&claims.subject)).one(&*tx).await?;
    if known.as_ref().is_some_and(|user| !user.active) {
        return Ok(None);
    }
    let is_new = known.is_none();
    let mut row = known.map_or_else(
        || user::ActiveModel {
            subject: Set(claims.subject.clone()),
            superuser: Set(false),
            active: Set(true),
            created: Set(now.0),
            ..Default::default()
        },
        Into::into,
    );
    row.name = Set(claims.name.clone());
    row.email = Set(Some(email.into()));
    row.email_verified = Set(true);
    row.last_seen = Set(Some(now.0));
    let row = if is_new { row.insert(&*tx).await? } else { row.update(&*tx).await? };
    tx.commit().await?;
    Ok(Some(row))
}

/// What a person is called; `somebody` where the account is gone.
pub(crate) async fn name(db: &impl ConnectionTrait, id: i64) -> Result<String> {
    let found = user::Entity::find_by_id(id).one(db).await?;
    Ok(found.map_or_else(|| "somebody".into(), |user| user.name))
}

/// Where a person is signed in, newest first.
pub(crate) async fn sessions(app: &App, user_id: i64) -> Result<Vec<session::Model>> {
    let found = session::Entity::find()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::Expires.gt(app.now().0))
        .order_by_desc(session::Column::Created);
    Ok(found.all(app.store.db()).await?)
}

/// Ends a session of a person.
pub(crate) async fn end_session(app: &App, user_id: i64, id_hash: &str) -> Result<()> {
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::IdHash.eq(id_hash))
        .exec(app.store.db())
        .await?;
    Ok(())
}

/// Gives a person another password, and ends every session but `kept`.
pub(crate) async fn change_password(
    app: &App,
    user: &user::Model,
    kept: &str,
    old: &str,
    new: &str,
) -> Result<()> {
    let stored = user.password_hash.clone();
    let stored =
        stored.ok_or_else(|| Error::bad("no_password", "this account signs in without a password"))?;
    let old = old.to_owned();
    let matches = tokio::task::spawn_blocking(move || password::matches(&old, &stored)).await;
    if !matches.map_err(|error| Error::Internal(error.into()))? {
        return Err(Error::Forbidden("the old password is another one".into()));
    }
    let hash = account::hashed(new).await?;
    let mut row: user::ActiveModel = user.clone().into();
    row.password_hash = Set(Some(hash));
    row.update(app.store.db()).await?;
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user.id))
        .filter(session::Column::IdHash.ne(kept))
        .exec(app.store.db())
        .await?;
    Ok(())
}
