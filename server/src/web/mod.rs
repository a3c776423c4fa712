//! The pages that people see: one file a page, its words in `templates/`.

mod account;
mod activity;
mod assets;
mod build;
mod form;
mod headers;
mod home;
mod hooks;
mod join;
mod keys;
mod layout;
pub(crate) mod link;
mod members;
mod new_build;
mod oidc;
mod parts;
mod people;
mod queue;
mod refused;
mod release;
mod run;
mod settings;
mod sign_in;

pub(crate) use parts::percent;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::app::App;
use crate::error::Error;

/// The version that the foot of a page tells.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All pages.
pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/login", get(sign_in::show).post(sign_in::submit))
        .route("/logout", post(sign_in::sign_out))
        .route("/whoami", get(sign_in::whoami))
        .route("/account", get(account::show))
        .route("/account/password", post(account::password))
        .route("/account/sessions/end", post(account::end))
        .route("/new", get(new_build::show).post(new_build::submit))
        .route("/build", get(build::show))
        .route("/release", get(release::show).post(release::decide))
        .route("/release/changes", get(release::changes).post(release::decide_change))
        .route("/release/events", get(release::watch))
        .route("/release/select", post(release::pick))
        .route("/run", get(run::show).post(run::decide))
        .route("/run/report", get(run::report))
        .route("/image", get(run::artifact))
        .route("/log", get(run::artifact))
        .route("/config", get(run::artifact))
        .route("/picture/{build}/{artifact}", get(run::picture))
        .route("/settings", get(settings::show).post(settings::submit))
        .route("/admins", get(members::show).post(members::invite))
        .route("/admins.change", post(members::change))
        .route("/admins.revoke", post(members::revoke))
        .route("/api_keys", get(keys::show).post(keys::create))
        .route("/api_keys.revoke", post(keys::revoke))
        .route("/activity", get(activity::show))
        .route("/api/work_queue", get(queue::index))
        .route("/api/work_queue/{queue}", get(queue::show).post(queue::change))
        .route("/hooks", get(hooks::show).post(hooks::create))
        .route("/hooks.change", post(hooks::change))
        .route("/people", get(people::show).post(people::add))
        .route("/people.change", post(people::change))
        .route("/password", get(join::password).post(join::choose))
        .route("/join", get(join::invitation).post(join::join))
        .route("/join/new", post(join::register))
        .route("/login/oidc", get(oidc::leave))
        .route("/login/oidc/return", get(oidc::come_back))
        .route("/static/{version}/{*name}", get(assets::file))
        .fallback(nowhere)
        .layer(from_fn_with_state(app.clone(), refused::pages))
        .layer(from_fn(headers::secure))
}

/// What no route is for.
async fn nowhere() -> Error {
    Error::not_found("there is nothing at this address")
}

#[cfg(test)]
mod tests;
