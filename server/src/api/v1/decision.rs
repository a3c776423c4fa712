//! What people, or programs in their place, decide.

use axum::Json;
use axum::extract::State;
use depicted::workflow::Decision;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ask::{Body, Path};
use super::idempotency;
use super::refused::RefusedChange;
use super::release::ReleaseView;
use super::run::RunView;
use super::time::moment;
use super::words;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::Result;
use crate::service::{self, said::Said};

/// A decision on a release.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseDecision {
    /// `good`, `bad`, or `reviewing` to look at it again.
    #[schema(schema_with = words::decision)]
    decision: Decision,
    /// Why, for whoever reads it later.
    reason: Option<String>,
    /// The moment it was looked at, as RFC 3339. If the release or one of its runs changed later, the answer is 409 and
    /// says what did.
    #[schema(format = DateTime)]
    seen: Option<String>,
}

/// A decision on a run.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunDecision {
    /// `approve`, or `reject` to take that back.
    decision: Verdict,
    /// Why, for whoever reads it later.
    reason: Option<String>,
    /// The moment it was looked at, as RFC 3339. If the run changed later, the answer is 409.
    #[schema(format = DateTime)]
    seen: Option<String>,
}

/// What is said of a difference.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Approve,
    Reject,
}

/// Marks a release good or bad, or has it reviewed again.
#[utoipa::path(post, path = "/api/v1/builds/{build_id}/releases/{name}/{number}/decision", tag = "decisions",
    params(("build_id" = i64, Path), ("name" = String, Path), ("number" = i64, Path)),
    request_body = ReleaseDecision, responses(
    (status = 200, body = ReleaseView), RefusedChange,
))]
pub(super) async fn decide_release(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, name, number)): Path<(i64, String, i64)>,
    Body(body): Body,
) -> Result<Json<ReleaseView>> {
    access::build(&app.store, &actor, build_id, Role::Reviewer).await?;
    let asked: ReleaseDecision = idempotency::read(&body)?;
    let release = service::release::find::attempt(app.store.db(), build_id, &name, number).await?;
    let seen = asked.seen.as_deref().map(moment).transpose()?;
    let said = Said::new(asked.reason.as_deref(), seen);
    let row = service::release::decide(&app, &actor, build_id, release.id, asked.decision, &said).await?;
    Ok(Json(ReleaseView::load(&app, row).await?))
}

/// Approves the difference of a run, or takes that back.
#[utoipa::path(post, path = "/api/v1/builds/{build_id}/runs/{run_id}/decision", tag = "decisions",
    params(("build_id" = i64, Path), ("run_id" = i64, Path)), request_body = RunDecision, responses(
    (status = 200, body = RunView), RefusedChange,
))]
pub(super) async fn decide_run(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, run_id)): Path<(i64, i64)>,
    Body(body): Body,
) -> Result<Json<RunView>> {
    access::build(&app.store, &actor, build_id, Role::Reviewer).await?;
    let asked: RunDecision = idempotency::read(&body)?;
    let seen = asked.seen.as_deref().map(moment).transpose()?;
    let said = Said::new(asked.reason.as_deref(), seen);
    let verdict = match asked.decision {
        Verdict::Approve => service::run::Verdict::Approve,
        Verdict::Reject => service::run::Verdict::Reject,
    };
    service::run::decide(&app, &actor, build_id, run_id, &said, verdict).await?;
    Ok(Json(RunView::load(&app, build_id, run_id).await?))
}
