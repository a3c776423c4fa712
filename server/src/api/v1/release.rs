//! Releases.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use depicted::workflow::{Counts, ReleaseId, ReleaseStatus};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::{self, Body, Path, Query};
use super::idempotency::{self, Once};
use super::page::{Page, PageQuery};
use super::refused::{Refused, RefusedChange};
use super::time::rfc3339;
use super::words;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::Result;
use crate::service::{self, tally};
use crate::store::entity::release;
use crate::web::link;

/// The longest that a request waits for a release to settle, in seconds.
const LONGEST_WAIT: u64 = 60;

/// A release: one attempt at a named candidate.
#[derive(Serialize, ToSchema)]
#[schema(as = Release)]
pub(crate) struct ReleaseView {
    id: i64,
    build_id: i64,
    name: String,
    /// Which attempt at the name, from 1.
    number: i64,
    #[schema(schema_with = words::release_status)]
    status: String,
    /// Where people find what is released.
    url: Option<String>,
    /// The page of its review.
    results_url: String,
    /// How many of its runs are what.
    #[schema(value_type = Object)]
    counts: Counts,
    /// `3 tested, 2 baselines`.
    tested: String,
    /// `1 failure`, `All passing`, `2 pending`, `Nothing to test`.
    summary: String,
    created: String,
    modified: String,
    /// When it was marked good or bad.
    decided: Option<String>,
}

/// A release that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRelease {
    /// 1 to 255 characters. Another one of the same name is the next attempt at it.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    /// Where people find what is released.
    url: Option<String>,
}

/// Which releases.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReleaseQuery {
    /// Only attempts at this name.
    name: Option<String>,
    /// Only those with this status.
    #[param(schema_with = words::release_status)]
    status: Option<ReleaseStatus>,
}

/// Whether to wait.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WaitQuery {
    /// Answers when nothing is received or processed any more, or after so many seconds, at most 60. Default: 0.
    #[param(minimum = 0, maximum = 60)]
    #[serde(default, deserialize_with = "ask::within::<_, 0, LONGEST_WAIT>")]
    wait: Option<u64>,
}

impl ReleaseView {
    pub(super) fn new(app: &App, row: release::Model, counts: Counts) -> Self {
        Self {
            results_url: link::results(app, &row),
            tested: counts.tested(),
            summary: counts.summary(),
            id: row.id,
            build_id: row.build_id,
            name: row.name,
            number: row.number,
            status: row.status,
            url: row.url,
            counts,
            created: rfc3339(row.created),
            modified: rfc3339(row.modified),
            decided: row.decided.map(rfc3339),
        }
    }

    /// With its counts.
    pub(super) async fn load(app: &App, row: release::Model) -> Result<Self> {
        let counts = tally::of_releases(app.store.db(), &[row.id]).await?;
        let counts = counts.get(&row.id).map(|tally| tally.counts).unwrap_or_default();
        Ok(Self::new(app, row, counts))
    }
}

/// The releases of a build, newest first.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/releases", security((), ("key" = []), ("session" = [])), tag = "releases",
    params(("build_id" = i64, Path), ReleaseQuery, PageQuery), responses(
    (status = 200, body = Page<ReleaseView>), Refused,
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
    Query(which): Query<ReleaseQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ReleaseView>>> {
    access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    let mut query = release::Entity::find().filter(release::Column::BuildId.eq(build_id));
    if let Some(name) = which.name {
        query = query.filter(release::Column::Name.eq(name));
    }
    if let Some(status) = which.status {
        query = query.filter(release::Column::Status.eq(status.name()));
    }
    let total = query.clone().count(app.store.db()).await?;
    let query = query.order_by_desc(release::Column::Id).offset(page.offset()).limit(page.limit());
    let rows = query.all(app.store.db()).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let tallies = tally::of_releases(app.store.db(), &ids).await?;
    let view = |row: release::Model| {
        let counts = tallies.get(&row.id).map(|tally| tally.counts).unwrap_or_default();
        ReleaseView::new(&app, row, counts)
    };
    Ok(Json(Page { items: rows.into_iter().map(view).collect(), total }))
}

/// Begins an attempt at a release.
#[utoipa::path(post, path = "/api/v1/builds/{build_id}/releases", tag = "releases", request_body = NewRelease,
    params(("build_id" = i64, Path), ("Idempotency-Key" = Option<String>, Header, pattern = "^[ \\t]*[!-~]{1,200}[ \\t]*$", description = "sent again, it gives the same answer")),
    responses(
    (status = 201, body = ReleaseView), RefusedChange,
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(build_id): Path<i64>,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response> {
    access::build(&app.store, &actor, build_id, Role::Admin).await?;
    let what = format!("create release of build {build_id}");
    let once = match idempotency::begin(&app, &actor, &headers, &what, &body).await? {
        Once::Known(answer) => return Ok(answer),
        Once::New(once) => once,
    };
    let new: NewRelease = idempotency::read(&body)?;
    let row = service::release::create(&app, &actor, build_id, &new.name, new.url.as_deref()).await?;
    let view = ReleaseView::load(&app, row).await?;
    once.answer(&app, StatusCode::CREATED, &view).await
}

/// A release; with `wait`, as soon as it has settled.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/releases/{name}/{number}", security((), ("key" = []), ("session" = [])), tag = "releases",
    params(("build_id" = i64, Path), ("name" = String, Path), ("number" = i64, Path), WaitQuery), responses(
    (status = 200, body = ReleaseView), Refused,
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, name, number)): Path<(i64, String, i64)>,
    Query(query): Query<WaitQuery>,
) -> Result<Json<ReleaseView>> {
    access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    let wait = Duration::from_secs(query.wait.unwrap_or(0));
    let row = settled(&app, build_id, &name, number, wait).await?;
    Ok(Json(ReleaseView::load(&app, row).await?))
}

/// Says that all runs of a release were announced.
#[utoipa::path(post, path = "/api/v1/builds/{build_id}/releases/{name}/{number}/runs_done", tag = "releases",
    params(("build_id" = i64, Path), ("name" = String, Path), ("number" = i64, Path)), responses(
    (status = 200, body = ReleaseView), RefusedChange,
))]
pub(super) async fn runs_done(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, name, number)): Path<(i64, String, i64)>,
) -> Result<Json<ReleaseView>> {
    access::build(&app.store, &actor, build_id, Role::Admin).await?;
    let row = service::release::runs_done(&app, &actor, build_id, &name, number).await?;
    Ok(Json(ReleaseView::load(&app, row).await?))
}

/// The release, once it is neither received nor processed, or after that time.
async fn settled(
    app: &App,
    build_id: i64,
    name: &str,
    number: i64,
    wait: Duration,
) -> Result<release::Model> {
    let deadline = tokio::time::Instant::now() + wait;
    // Listening begins before the first look, so that no change falls between the two.
    let mut changes = app.changed.subscribe();
    loop {
        let row = service::release::find::attempt(app.store.db(), build_id, name, number).await?;
        if !matches!(&*row.status, "receiving" | "processing") {
            return Ok(row);
        }
        // Another server may have changed it, of which nobody tells this one: look now and then.
        let look = deadline.min(tokio::time::Instant::now() + Duration::from_secs(2));
        let of_this = async {
            while changes.recv().await != Ok(ReleaseId(row.id)) {
                tokio::task::yield_now().await;
            }
        };
        let _ = tokio::time::timeout_at(look, of_this).await;
        if tokio::time::Instant::now() >= deadline {
            return service::release::find::attempt(app.store.db(), build_id, name, number).await;
        }
    }
}
