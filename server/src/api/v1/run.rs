//! Runs.

use axum::Json;
use axum::extract::State;
use depicted::workflow::RunStatus;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{Path, Query};
use super::page::{Page, PageQuery};
use super::refused::Refused;
use super::time::rfc3339;
use super::words;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::{Error, Result};
use crate::service;
use crate::store::entity::run;

/// A run: one named test of a release.
#[derive(Serialize, ToSchema)]
#[schema(as = Run)]
pub(crate) struct RunView {
    id: i64,
    build_id: i64,
    release_id: i64,
    name: String,
    #[schema(schema_with = words::run_status)]
    status: String,
    /// The difference, 0 to 1.
    distortion: Option<f64>,
    /// The page after, its picture, log and capture configuration; files by their SHA-1.
    url: Option<String>,
    image: Option<String>,
    log: Option<String>,
    config: Option<String>,
    /// The page before, its picture, log and capture configuration.
    ref_url: Option<String>,
    ref_image: Option<String>,
    ref_log: Option<String>,
    ref_config: Option<String>,
    /// The highlighted picture, and what the comparison said.
    diff_image: Option<String>,
    diff_log: Option<String>,
    /// The engine's report; only where one run is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    report: Option<serde_json::Value>,
    created: String,
    modified: String,
    /// When it was approved or rejected last.
    decided: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// Which runs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RunQuery {
    /// Only those with this status.
    #[param(schema_with = words::run_status)]
    status: Option<RunStatus>,
    /// Only those whose name contains this.
    name: Option<String>,
}

impl From<run::Model> for RunView {
    fn from(row: run::Model) -> Self {
        Self {
            id: row.id,
            build_id: row.build_id,
            release_id: row.release_id,
            name: row.name,
            status: row.status,
            distortion: row.distortion,
            url: row.url,
            image: row.image,
            log: row.log,
            config: row.config,
            ref_url: row.ref_url,
            ref_image: row.ref_image,
            ref_log: row.ref_log,
            ref_config: row.ref_config,
            diff_image: row.diff_image,
            diff_log: row.diff_log,
            report: row.report,
            created: rfc3339(row.created),
            modified: rfc3339(row.modified),
            decided: row.decided.map(rfc3339),
            reason: row.reason,
        }
    }
}

/// The runs of a release, those with problems first, then by name.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/releases/{name}/{number}/runs", security((), ("key" = []), ("session" = [])), tag = "runs",
    params(("build_id" = i64, Path), ("name" = String, Path), ("number" = i64, Path), RunQuery, PageQuery), responses(
    (status = 200, body = Page<RunView>), Refused,
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, name, number)): Path<(i64, String, i64)>,
    Query(which): Query<RunQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<RunView>>> {
    access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    let release = service::release::find::attempt(app.store.db(), build_id, &name, number).await?;
    let mut query = run::Entity::find().filter(run::Column::ReleaseId.eq(release.id));
    if let Some(status) = which.status {
        query = query.filter(run::Column::Status.eq(status.name()));
    }
    if let Some(part) = which.name {
        query = query.filter(run::Column::Name.contains(part));
    }
    let total = query.clone().count(app.store.db()).await?;
    let query = query.order_by_desc(run::Column::Problem).order_by_asc(run::Column::Name);
    let rows = query.offset(page.offset()).limit(page.limit()).all(app.store.db()).await?;
    // Reports may list a thousand regions each, so a list goes without.
    let items = rows.into_iter().map(|row| RunView { report: None, ..row.into() }).collect();
    Ok(Json(Page { items, total }))
}

/// A run, with the engine's report.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/runs/{run_id}", security((), ("key" = []), ("session" = [])), tag = "runs",
    params(("build_id" = i64, Path), ("run_id" = i64, Path)), responses(
    (status = 200, body = RunView), Refused,
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, run_id)): Path<(i64, i64)>,
) -> Result<Json<RunView>> {
    access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    let row = run::Entity::find_by_id(run_id).filter(run::Column::BuildId.eq(build_id));
    let row = row.one(app.store.db()).await?;
    let row = row.ok_or_else(|| Error::not_found(format!("there is no run {run_id} in build {build_id}")))?;
    Ok(Json(row.into()))
}
