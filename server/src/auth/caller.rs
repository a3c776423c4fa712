//! Whoever calls `/api/v1`: a program with its key, or a page in the name of whoever is signed in.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;

use super::{Actor, key, session};
use crate::app::App;
use crate::error::{Error, Result};

/// The header in which a page sends the token of its session with every change.
const CSRF: &str = "x-csrf-token";

/// Whoever calls; [`Actor::Anonymous`] where nobody says who they are, which is enough to read a public build.
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if let Some(actor) = key::by_key(app, &parts.headers).await? {
            return Ok(Self(actor));
        }
        let actor = session::by_cookie(app, &parts.headers).await?;
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        if !reads && matches!(actor, Actor::Person { .. }) {
            let token = parts.headers.get(CSRF).and_then(|token| token.to_str().ok());
            session::check_csrf(&actor, token.unwrap_or_default())?;
        }
        Ok(Self(actor))
    }
}
