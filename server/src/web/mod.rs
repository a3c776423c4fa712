//! The pages that people see.

use axum::Router;

use crate::app::App;

/// All pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
