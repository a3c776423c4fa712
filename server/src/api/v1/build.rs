//! Builds.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{Body, Path, Query};
use super::idempotency::{self, Once};
use super::page::{Page, PageQuery};
use super::refused::{Refused, RefusedChange};
use super::time::rfc3339;
use crate::app::App;
use crate::auth::{Actor, Caller, Role, access};
use crate::error::{Error, Result};
use crate::service;
use crate::store::entity::{build, member};

/// A build: a project whose releases are reviewed.
#[derive(Serialize, ToSchema)]
#[schema(as = Build)]
pub(crate) struct BuildView {
    /// Its number.
    id: i64,
    /// What people call it.
    name: String,
    /// Whether anybody may read it.
    public: bool,
    /// The options of its comparisons, in the engine's words.
    #[schema(value_type = Object)]
    options: serde_json::Value,
    /// After how many days decided releases are removed.
    retention_days: Option<i64>,
    /// When it was made.
    created: String,
    /// When it was last changed.
    modified: String,
}

impl From<build::Model> for BuildView {
    fn from(row: build::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            public: row.public,
            options: row.options,
            retention_days: row.retention_days,
            created: rfc3339(row.created),
            modified: rfc3339(row.modified),
        }
    }
}

/// A build that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBuild {
    /// 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S")]
    name: String,
    /// Whether anybody may read it. Default: false.
    #[serde(default)]
    public: bool,
}

/// Which build is meant, said a second time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Confirmation {
    /// The name of the build.
    name: String,
}

/// The builds that whoever asks may read, newest first.
#[utoipa::path(get, path = "/api/v1/builds", security((), ("key" = []), ("session" = [])), tag = "builds", params(PageQuery), responses(
    (status = 200, body = Page<BuildView>), Refused,
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<BuildView>>> {
    let public = build::Column::Public.eq(true);
    let visible = match &actor {
        _ if actor.is_superuser() => Condition::all(),
        Actor::Key { build, .. } => Condition::any().add(build::Column::Id.eq(*build)),
        Actor::Person { user, .. } => {
            let own = member::Entity::find().select_only().column(member::Column::BuildId);
            let own = own.filter(member::Column::UserId.eq(user.id)).into_query();
            Condition::any().add(public).add(build::Column::Id.in_subquery(own))
        }
        _ => Condition::any().add(public),
    };
    let query = build::Entity::find().filter(visible).order_by_desc(build::Column::Id);
    let total = query.clone().count(app.store.db()).await?;
    let rows = query.offset(page.offset()).limit(page.limit()).all(app.store.db()).await?;
    Ok(Json(Page { items: rows.into_iter().map(Into::into).collect(), total }))
}

/// Makes a build. A person becomes its administrator; a key has to be a superuser's.
#[utoipa::path(post, path = "/api/v1/builds", tag = "builds", request_body = NewBuild,
    params(("Idempotency-Key" = Option<String>, Header, pattern = "^[ \\t]*[!-~]{1,200}[ \\t]*$", description = "sent again, it gives the same answer")), responses(
    (status = 201, body = BuildView), RefusedChange,
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(actor): Caller,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response> {
    if !actor.is_superuser() && actor.user_id().is_none() {
        return Err(Error::Forbidden("a build is made by a person, or with a superuser's key".into()));
    }
    let once = match idempotency::begin(&app, &actor, &headers, "create build", &body).await? {
        Once::Known(answer) => return Ok(answer),
        Once::New(once) => once,
    };
    let new: NewBuild = idempotency::read(&body)?;
    let row = service::build::create(&app, &actor, &new.name, new.public).await?;
    once.answer(&app, StatusCode::CREATED, &BuildView::from(row)).await
}

/// A build.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}", security((), ("key" = []), ("session" = [])), tag = "builds", params(("build_id" = i64, Path)), responses(
    (status = 200, body = BuildView), Refused,
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
) -> Result<Json<BuildView>> {
    let row = access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    Ok(Json(row.into()))
}

/// Removes a build with all that it holds, for good. For its administrators, who say its name once more; its own keys
/// cannot.
#[utoipa::path(delete, path = "/api/v1/builds/{build_id}", tag = "builds", params(("build_id" = i64, Path), Confirmation), responses(
    (status = 204), RefusedChange,
))]
pub(super) async fn remove(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
    Query(confirmed): Query<Confirmation>,
) -> Result<StatusCode> {
    let row = access::build(&app.store, &actor, build_id, Role::Admin).await?;
    if !actor.is_superuser() && actor.user_id().is_none() {
        return Err(Error::Forbidden(
            "a build is removed by a person who administers it, or with a superuser's key".into(),
        ));
    }
    if confirmed.name != row.name {
        return Err(Error::Conflict {
            code: "not_confirmed",
            message: format!(
                "build {build_id} has another name than {:?}; nothing was removed",
                confirmed.name
            ),
        });
    }
    service::retention::delete_build(&app.store, app.now(), &actor, build_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
