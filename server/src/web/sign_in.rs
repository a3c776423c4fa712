//! To sign in, to sign out, and who is signed in.

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use serde::Deserialize;

use super::form::{Fields, Signed};
use super::layout::{self, Layout};
use super::link;
use crate::app::App;
use crate::auth::session::{self, Visitor};
use crate::auth::{Actor, Peer};
use crate::error::{Error, Result};
use crate::service;
use crate::store::entity::user;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    layout: Layout,
    next: String,
    user: String,
    problem: Option<String>,
    /// Where one signs in elsewhere.
    elsewhere: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    pub(super) next: Option<String>,
}

/// The form; whoever is signed in already goes on.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let next = local(asked.next.as_deref());
    if !matches!(actor, Actor::Anonymous) {
        return Ok(Redirect::to(&next).into_response());
    }
    Ok(page(&app, next, "", None)?.into_response())
}

/// Name and password; a session where both are right.
pub(super) async fn submit(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let next = local(Some(fields.text("next")));
    let user = fields.text("user");
    match service::user::sign_in(&app, user, fields.exact("password"), &peer).await {
        Ok(row) => Ok((enter(&app, row, &headers).await?, Redirect::to(&next)).into_response()),
        Err(service::user::Refused::Wrong) => {
            let problem = "This name and password do not belong together.";
            Ok((StatusCode::FORBIDDEN, page(&app, next, user, Some(problem))?).into_response())
        }
        Err(service::user::Refused::TooMany { seconds }) => too_many(&app, next, user, seconds),
        Err(service::user::Refused::Failed(error)) => Err(error),
    }
}

/// Ends the session.
pub(super) async fn sign_out(State(app): State<App>, form: Signed) -> Result<Response> {
    if let Actor::Person { session, user } = &form.actor {
        service::user::end_session(&app, user.id, &session.id_hash).await?;
    }
    let gone = Cookie::build((session::COOKIE, "")).path("/").build();
    Ok((CookieJar::new().add(gone.clone()).remove(gone), Redirect::to("/")).into_response())
}

/// Who is signed in, for programs.
pub(super) async fn whoami(Visitor(actor): Visitor) -> Result<Response> {
    let Actor::Person { user, .. } = actor else {
        return Err(Error::Unauthorized("sign in to be somebody".into()));
    };
    let about = serde_json::json!({
        "id": user.subject, "name": user.name, "email": user.email, "superuser": user.superuser,
        "created": user.created, "last_seen": user.last_seen,
    });
    Ok(Json(about).into_response())
}

/// Signs somebody in whose right to it was checked, and gives them what their address was invited to.
pub(super) async fn enter(app: &App, user: user::Model, headers: &HeaderMap) -> Result<CookieJar> {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent = agent.map(|agent| agent.chars().take(300).collect());
    let (session, cookie) = session::open(app, &user, agent).await?;
    let actor = Actor::Person { user: Box::new(user), session: Box::new(session) };
    service::member::claim(app, &actor).await?;
    Ok(CookieJar::new().add(cookie))
}

/// The form again, with what went wrong.
pub(super) fn refused(app: &App, next: String, status: StatusCode, problem: &str) -> Result<Response> {
    Ok((status, page(app, next, "", Some(problem))?).into_response())
}

/// The form again, and how long to wait.
pub(super) fn too_many(app: &App, next: String, user: &str, seconds: u64) -> Result<Response> {
    let problem =
        format!("Too many attempts. Try again in {seconds} second{}.", if seconds == 1 { "" } else { "s" });
    let wait = [(header::RETRY_AFTER, seconds.to_string())];
    Ok((StatusCode::TOO_MANY_REQUESTS, wait, page(app, next, user, Some(&problem))?).into_response())
}

/// Where to go on; nowhere but on this server.
pub(super) fn local(next: Option<&str>) -> String {
    next.filter(|next| link::is_local(next)).unwrap_or("/").to_owned()
}

fn page(app: &App, next: String, user: &str, problem: Option<&str>) -> Result<Html<String>> {
    layout::html(&SignIn {
        layout: Layout::new("Sign in", &Actor::Anonymous),
        elsewhere: app.settings.oidc.is_set().then(|| link::to("/login/oidc", &[("next", &next)])),
        next,
        user: user.into(),
        problem: problem.map(ToOwned::to_owned),
    })
}
