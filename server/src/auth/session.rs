//! Sessions of the browser: a random cookie whose hash is stored.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{Actor, secret};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::entity::{session, user};

/// The cookie.
pub(crate) const COOKIE: &str = "depicted_session";
/// How long a session lasts without being used, in milliseconds: 30 days.
const LENGTH: i64 = 30 * 24 * 60 * 60 * 1000;

/// Whoever looks at a page: [`Actor::Anonymous`] where nobody is signed in.
pub(crate) struct Visitor(pub(crate) Actor);

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        by_cookie(app, &parts.headers).await.map(Self)
    }
}

/// Whose session the headers hold.
pub(crate) async fn by_cookie(app: &App, headers: &HeaderMap) -> Result<Actor> {
    if app.settings.no_auth {
        return Ok(Actor::Developer);
    }
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(COOKIE) else { return Ok(Actor::Anonymous) };
    let found = session::Entity::find_by_id(secret::hash(cookie.value()))
        .find_also_related(user::Entity)
        .one(app.store.db())
        .await?;
    match found {
        Some((session, Some(user))) if session.expires > app.now().0 && user.active => {
            Ok(Actor::Person { user: Box::new(user), session: Box::new(session) })
        }
        _ => Ok(Actor::Anonymous),
    }
}

/// Signs a person in: stores a session, and gives it with its cookie.
pub(crate) async fn open(
    app: &App,
    user: &user::Model,
    agent: Option<String>,
) -> Result<(session::Model, Cookie<'static>)> {
    let (token, now) = (secret::new(), app.now().0);
    let row = session::ActiveModel {
        id_hash: Set(secret::hash(&token)),
        user_id: Set(user.id),
        csrf: Set(secret::new()),
        created: Set(now),
        last_seen: Set(now),
        expires: Set(now + LENGTH),
        agent: Set(agent),
    };
    let row = row.insert(app.store.db()).await?;
    let cookie = Cookie::build((COOKIE, token)).path("/").http_only(true).same_site(SameSite::Lax);
    Ok((row, cookie.secure(app.public_url.starts_with("https:")).build()))
}

/// Refuses a form that does not carry the token of the session it is sent in.
pub(crate) fn check_csrf(actor: &Actor, token: &str) -> Result<()> {
    use subtle::ConstantTimeEq;
    match actor {
        Actor::Person { session, .. } if session.csrf.as_bytes().ct_eq(token.as_bytes()).into() => Ok(()),
        Actor::Developer => Ok(()),
        _ => Err(Error::Forbidden("this form is out of date; load the page again".into())),
    }
}
