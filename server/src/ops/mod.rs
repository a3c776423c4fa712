//! What whoever runs the server looks at: whether it lives, whether it can work, how much it does, what it says.

pub(crate) mod layers;
pub(crate) mod logging;
pub(crate) mod metrics;
mod ready;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// All routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready::ready))
        .route("/metrics", get(metrics::scrape))
}
