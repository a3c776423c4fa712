//! The HTTP interface: `/api/*` as clients of the original speak it, `/api/v1` beside it.

mod legacy;
mod v1;

use axum::Router;

use crate::app::App;

/// All routes below `/api`.
pub(crate) fn routes() -> Router<App> {
    Router::new().merge(legacy::routes()).merge(v1::routes())
}
