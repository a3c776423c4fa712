//! Links that were sent: to choose a password, to join a build.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::form::{Fields, Signed};
use super::layout::{self, Layout};
use super::{link, sign_in};
use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::Visitor;
use crate::error::Result;
use crate::service::account as service;

#[derive(Template)]
#[template(path = "password.html")]
struct Password {
    layout: Layout,
    token: String,
    name: String,
}

#[derive(Template)]
#[template(path = "join.html")]
struct Join {
    layout: Layout,
    token: String,
    build: String,
    email: String,
    role: String,
    sign_in: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    token: String,
}

/// The form to choose a password.
pub(super) async fn password(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>> {
    let user = service::of_link(&app, &asked.token).await?;
    layout::html(&Password {
        layout: Layout::new("Choose a password", &actor).here("Choose a password"),
        token: asked.token,
        name: user.name,
    })
}

/// Chooses it, and signs in. The link itself says who sends the form.
pub(super) async fn choose(State(app): State<App>, headers: HeaderMap, fields: Fields) -> Result<Response> {
    let words = fields.exact("password");
    let user = service::choose_password(&app, fields.text("token"), words).await?;
    Ok((sign_in::enter(&app, user, &headers).await?, Redirect::to("/")).into_response())
}

/// What one is invited to.
pub(super) async fn invitation(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>> {
    let invited = service::invited(&app, &asked.token).await?;
    layout::html(&Join {
        layout: Layout::new("Invitation", &actor).here("Invitation"),
        sign_in: link::sign_in(&link::to("/join", &[("token", &asked.token)])),
        token: asked.token,
        build: invited.build.name,
        email: invited.email,
        role: invited.role,
    })
}

/// Joins as whoever is signed in.
pub(super) async fn join(State(app): State<App>, form: Signed) -> Result<Redirect> {
    let build = service::join(&app, &form.actor, form.fields.text("token")).await?;
    Ok(Redirect::to(&link::build(build)))
}

/// Makes an account and joins. The link itself says who sends the form.
pub(super) async fn register(
    State(app): State<App>,
    Visitor(actor): Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let token = fields.text("token");
    if !matches!(actor, Actor::Anonymous) {
        return Ok(Redirect::to(&link::to("/join", &[("token", token)])).into_response());
    }
    let build = service::invited(&app, token).await?.build.id;
    let words = fields.exact("password");
    let user = service::from_invitation(&app, token, fields.text("name"), words).await?;
    Ok((sign_in::enter(&app, user, &headers).await?, Redirect::to(&link::build(build))).into_response())
}
