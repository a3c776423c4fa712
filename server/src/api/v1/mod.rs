//! The JSON interface: everything that a page or a client does, described by `/api/openapi.json`.

mod artifact;
mod ask;
mod build;
mod decision;
mod events;
mod idempotency;
mod key;
mod page;
mod problem;
mod queue;
mod refused;
mod release;
mod run;
#[cfg(test)]
mod tests;
mod time;
mod words;
mod work;

use axum::routing::get;
use axum::{Json, Router};
use utoipa::PartialSchema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder, SecurityRequirement};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// All routes, and the description of them.
pub(crate) fn routes() -> Router<App> {
    let (router, api) = described().split_for_parts();
    let body = serde_json::to_value(&api).unwrap_or_default();
    router.route("/api/openapi.json", get(move || async move { Json(body) }))
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(description())
        .routes(routes!(build::list, build::create))
        .routes(routes!(build::show, build::remove))
        .routes(routes!(release::list, release::create))
        .routes(routes!(release::show))
        .routes(routes!(release::runs_done))
        .routes(routes!(decision::decide_release))
        .routes(routes!(events::follow))
        .routes(routes!(run::list))
        .routes(routes!(run::show))
        .routes(routes!(decision::decide_run))
        .routes(routes!(key::list, key::create))
        .routes(routes!(key::revoke))
        .routes(routes!(queue::list))
        .routes(routes!(queue::tasks))
        .routes(routes!(work::show))
        .routes(routes!(work::lease))
        .routes(routes!(work::heartbeat))
        .routes(routes!(work::give_back))
        .routes(routes!(work::finish))
        .routes(routes!(artifact::show))
}

fn description() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Depicted")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Releases, runs and decisions of a Depicted server. Times are RFC 3339 in UTC."));
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some("The id of an API key as user, its secret as password."));
    let session = ApiKeyValue::with_description(
        crate::auth::session::COOKIE,
        "The session of whoever is signed in; changes also take the header `x-csrf-token`.",
    );
    let mut api = OpenApiBuilder::new().info(info.build()).build();
    let parts = api.components.get_or_insert_default();
    parts.schemas.insert("Problem".into(), problem::Problem::schema());
    parts.add_security_scheme("key", SecurityScheme::Http(key.build()));
    parts.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    let none: [&str; 0] = [];
    api.security =
        Some(vec![SecurityRequirement::new("key", none), SecurityRequirement::new("session", none)]);
    api
}
