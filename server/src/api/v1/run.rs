//! Runs.

use axum::Json;
use axum::extract::State;
use depicted::workflow::RunStatus;
use sea_orm::{ColumnTrait, DerivePartialModel, EntityTrait, QueryFilter};
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
use crate::service::run::list as runs;
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
    /// Only those whose name contains this, in capitals or not.
    name: Option<String>,
}

/// A run as lists need it: reports may have a thousand regions each, so they go without.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "run::Entity")]
struct Row {
    id: i64,
    build_id: i64,
    release_id: i64,
    name: String,
    status: String,
    distortion: Option<f64>,
    url: Option<String>,
    image: Option<String>,
    log: Option<String>,
    config: Option<String>,
    ref_url: Option<String>,
    ref_image: Option<String>,
    ref_log: Option<String>,
    ref_config: Option<String>,
    diff_image: Option<String>,
    diff_log: Option<String>,
    created: i64,
    modified: i64,
    decided: Option<i64>,
    reason: Option<String>,
}

/// A run as it is shown alone.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "run::Entity")]
struct Whole {
    #[sea_orm(nested)]
    row: Row,
    report: Option<serde_json::Value>,
}

impl From<Row> for RunView {
    fn from(row: Row) -> Self {
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
            report: None,
            created: rfc3339(row.created),
            modified: rfc3339(row.modified),
            decided: row.decided.map(rfc3339),
            reason: row.reason,
        }
    }
}

impl RunView {
    /// With its report.
    pub(super) async fn load(app: &App, build_id: i64, run_id: i64) -> Result<Self> {
        let found = run::Entity::find_by_id(run_id).filter(run::Column::BuildId.eq(build_id));
        let found = found.into_partial_model::<Whole>().one(app.store.db()).await?;
        let missing = || Error::not_found(format!("there is no run {run_id} in build {build_id}"));
        let Whole { row, report } = found.ok_or_else(missing)?;
        Ok(Self { report, ..row.into() })
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
    let name = which.name.unwrap_or_default();
    let which =
        runs::Which { release_id: release.id, status: which.status, name: &name, ..runs::Which::default() };
    let total = runs::count(app.store.db(), which).await?;
    let rows: Vec<Row> = runs::page(app.store.db(), which, page.offset(), page.limit()).await?;
    let items = rows.into_iter().map(Into::into).collect();
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
    Ok(Json(RunView::load(&app, build_id, run_id).await?))
}
