//! `/api/*` as clients of the original speak it: forms in, JSON out.

mod answer;
mod call;
mod download;
mod fields;
mod queue;
mod releases;
mod runs;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

/// All routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/create_release", post(releases::create))
        .route("/api/runs_done", post(releases::runs_done))
        .route("/api/find_run", post(runs::find))
        .route("/api/request_run", post(runs::request))
        .route("/api/report_run", post(runs::report))
        .route("/api/upload", post(upload::upload))
        .route("/api/download", get(download::download))
        .route("/api/work_queue/{queue}/add", post(queue::add))
        .route("/api/work_queue/{queue}/lease", post(queue::lease))
        .route("/api/work_queue/{queue}/heartbeat", post(queue::heartbeat))
        .route("/api/work_queue/{queue}/finish", post(queue::finish))
        // Each body has a limit of its own.
        .layer(DefaultBodyLimit::disable())
}
