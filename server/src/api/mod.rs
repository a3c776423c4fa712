//! The HTTP interface: `/api/*` as clients of the original speak it, `/api/v1` beside it.

use axum::Router;

use crate::app::App;

/// All routes below `/api`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
