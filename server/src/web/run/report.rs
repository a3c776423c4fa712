//! The engine's report of a run, for the viewer.

use axum::Json;
use axum::extract::{Query, State};
use serde_json::Value;

use super::{Found, Test};
use crate::app::App;
use crate::auth::Role;
use crate::auth::session::Visitor;
use crate::error::{Error, Result};
use crate::web::release::Named;

/// The report as JSON.
pub(in crate::web) async fn report(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
    Query(test): Query<Test>,
) -> Result<Json<Value>> {
    let found = Found::new(&app, &actor, &named, &test.test, Role::Viewer).await?;
    let report = found.run.report;
    report.map(Json).ok_or_else(|| Error::not_found("this run has no report"))
}
