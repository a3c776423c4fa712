//! API keys of a build.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ask::{Body, Path};
use super::idempotency;
use super::refused::{Refused, RefusedChange};
use super::time::rfc3339;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::Result;
use crate::service;
use crate::store::entity::api_key;

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct KeyView {
    /// Its id: the user of HTTP Basic.
    id: String,
    /// What it is for.
    purpose: String,
    /// Whether it is for a worker: good for the tasks and files of the build, and for nothing else.
    worker: bool,
    /// When it was made.
    created: String,
    /// When it was revoked.
    revoked: Option<String>,
    /// When it was last used, to the hour.
    last_used: Option<String>,
}

/// A key that was made a moment ago.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewKeyView {
    #[serde(flatten)]
    key: KeyView,
    /// Its secret: the password of HTTP Basic. It cannot be read again.
    secret: String,
}

/// A key that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    /// What it is for, 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S")]
    purpose: String,
    /// Whether it is for a worker: good for the tasks and files of the build, and for nothing else. Default: false.
    #[serde(default)]
    worker: bool,
}

impl From<api_key::Model> for KeyView {
    fn from(row: api_key::Model) -> Self {
        Self {
            id: row.id,
            purpose: row.purpose,
            worker: row.worker,
            created: rfc3339(row.created),
            revoked: row.revoked.map(rfc3339),
            last_used: row.last_used.map(rfc3339),
        }
    }
}

/// The keys of a build, newest first.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/keys", tag = "keys", params(("build_id" = i64, Path)), responses(
    (status = 200, body = Vec<KeyView>), Refused,
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
) -> Result<Json<Vec<KeyView>>> {
    access::build(&app.store, &actor, build_id, Role::Admin).await?;
    let rows = api_key::Entity::find()
        .filter(api_key::Column::BuildId.eq(build_id))
        .order_by_desc(api_key::Column::Created)
        .all(app.store.db())
        .await?;
    Ok(Json(rows.into_iter().map(Into::into).collect()))
}

/// Makes a key of a build and tells its secret, once.
#[utoipa::path(post, path = "/api/v1/builds/{build_id}/keys", tag = "keys", params(("build_id" = i64, Path)),
    request_body = NewKey, responses(
    (status = 201, body = NewKeyView), RefusedChange,
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
    Body(body): Body,
) -> Result<(StatusCode, Json<NewKeyView>)> {
    access::build(&app.store, &actor, build_id, Role::Admin).await?;
    let new: NewKey = idempotency::read(&body)?;
    let made = service::key::create(&app, &actor, Some(build_id), &new.purpose, new.worker).await?;
    Ok((StatusCode::CREATED, Json(NewKeyView { key: made.key.into(), secret: made.secret })))
}

/// Revokes a key, at once and for good.
#[utoipa::path(delete, path = "/api/v1/builds/{build_id}/keys/{key_id}", tag = "keys",
    params(("build_id" = i64, Path), ("key_id" = String, Path)), responses(
    (status = 204), RefusedChange,
))]
pub(super) async fn revoke(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, key_id)): Path<(i64, String)>,
) -> Result<StatusCode> {
    access::build(&app.store, &actor, build_id, Role::Admin).await?;
    service::key::revoke(&app, &actor, Some(build_id), &key_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
