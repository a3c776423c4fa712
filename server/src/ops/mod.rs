//! What whoever runs the server looks at.

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// All routes.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" }))
}
