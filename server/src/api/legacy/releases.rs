//! Releases: begun, closed to new runs.

use axum::extract::State;
use serde_json::json;

use super::answer::{Answer, as_bad_request, success};
use super::call::Call;
use crate::app::App;
use crate::service::release;
use crate::web::link;

/// `create_release`: begins an attempt.
pub(super) async fn create(State(app): State<App>, call: Call) -> Answer {
    let build = call.build(&app).await?;
    let name = call.fields.required("release_name")?;
    let url = call.fields.url("url")?;
    let release = release::create(&app, &call.actor, build.id, name, url.as_deref()).await?;
    success(json!({
        "build_id": build.id,
        "release_name": release.name,
        "release_number": release.number,
        "url": release.url,
    }))
}

/// `runs_done`: all runs were announced.
pub(super) async fn runs_done(State(app): State<App>, call: Call) -> Answer {
    let build = call.build(&app).await?;
    let name = call.fields.required("release_name")?;
    let number = call.fields.number("release_number")?;
    let release = release::runs_done(&app, &call.actor, build.id, name, number).await;
    let release = release.map_err(as_bad_request)?;
    success(json!({ "results_url": link::results(&app, &release) }))
}
