//! Links that work once: what they hold is random, and only its hash is kept.

use depicted::workflow::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::auth::secret;
use crate::error::{Error, Result};
use crate::store::entity::ticket::{ActiveModel, Column, Entity, Model};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To choose a password.
    Password,
    /// To join a build.
    Invitation,
    /// To come back from another sign-in.
    Oidc,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Invitation => "invitation",
            Self::Oidc => "oidc",
        }
    }

    /// How long it is good, in milliseconds.
    fn length(self) -> i64 {
        match self {
            Self::Password => 3 * DAY_MS,
            Self::Invitation => 14 * DAY_MS,
            Self::Oidc => 10 * MINUTE_MS,
        }
    }
}

/// Makes one; what the link has to hold.
pub(crate) async fn issue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    kind: Kind,
    user: Option<i64>,
    payload: Value,
) -> Result<String> {
    let token = secret::new();
    let row = ActiveModel {
        id_hash: Set(secret::hash(&token)),
        kind: Set(kind.name().into()),
        user_id: Set(user),
        payload: Set(payload),
        created: Set(now.0),
        expires: Set(now.0 + kind.length()),
    };
    row.insert(tx).await?;
    Ok(token)
}

/// What a link is about, without using it.
///
/// # Errors
/// Not found, in words for people, where it was used, ran out, or never was.
pub(crate) async fn look(
    db: &impl ConnectionTrait,
    now: Timestamp,
    kind: Kind,
    token: &str,
) -> Result<Model> {
    let found = Entity::find_by_id(secret::hash(token)).filter(Column::Kind.eq(kind.name())).one(db).await?;
    found.filter(|row| row.expires > now.0).ok_or_else(over)
}

/// Uses a link: of two who use it at once, one comes first.
///
/// # Errors
/// As [`look`].
pub(crate) async fn take(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    kind: Kind,
    token: &str,
) -> Result<Model> {
    let found = look(tx, now, kind, token).await?;
    let done = Entity::delete_by_id(&found.id_hash).exec(tx).await?;
    if done.rows_affected == 1 { Ok(found) } else { Err(over()) }
}

/// Ends every link of a kind for a person.
pub(crate) async fn revoke(tx: &impl ConnectionTrait, kind: Kind, user: i64) -> Result<()> {
    let of = Entity::delete_many().filter(Column::UserId.eq(user)).filter(Column::Kind.eq(kind.name()));
    of.exec(tx).await?;
    Ok(())
}

fn over() -> Error {
    Error::not_found("this link was used already, or ran out; ask for a new one")
}
