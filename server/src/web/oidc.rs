//! To sign in elsewhere, and to come back.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::sign_in::{self, Asked};
use crate::app::App;
use crate::auth::Peer;
use crate::auth::oidc::{self, Away, RETURN};
use crate::error::{Error, Result};
use crate::service::ticket::{self, Kind};
use crate::service::user;

/// The cookie that ties whoever comes back to whoever left.
const COOKIE: &str = "depicted_oidc";

/// What the provider sends back.
#[derive(Deserialize)]
pub(super) struct Back {
    code: Option<String>,
    #[serde(default)]
    state: String,
    error: Option<String>,
    error_description: Option<String>,
}

/// Goes to the provider.
pub(super) async fn leave(
    State(app): State<App>,
    peer: Peer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if !app.settings.oidc.is_set() {
        return Err(Error::not_found("people sign in here with a password: --oidc-issuer is not set"));
    }
    let next = sign_in::local(asked.next.as_deref());
    // Whoever leaves again and again and never comes back signed in has to wait: each time costs a row here, and may cost
    // the provider a call.
    let (names, now) = (Vec::from_iter(peer.counted()), app.now());
    let wait = app.departures.wait(&names, now);
    if wait > 0 {
        return sign_in::too_many(&app, next, "", wait.div_ceil(1000));
    }
    app.departures.wrong(&names, now);
    let (away, challenge) = oidc::leave(next.clone());
    let tx = app.store.begin().await?;
    let state = ticket::issue(&*tx, app.now(), Kind::Oidc, None, serde_json::to_value(&away)?).await?;
    tx.commit().await?;
    match oidc::address(&app, &away, challenge, state.clone()).await {
        Ok(url) => {
            Ok((CookieJar::new().add(cookie(&app, state)), Redirect::to(url.as_str())).into_response())
        }
        Err(error) => {
            tracing::error!("OpenID Connect: {error:#}");
            let problem =
                "The other server cannot be reached, or is set up wrongly. The log of this one says why.";
            sign_in::refused(&app, next, StatusCode::BAD_GATEWAY, problem)
        }
    }
}

/// Comes back from it: with a code, or with the reason why not.
pub(super) async fn come_back(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response> {
    let known = CookieJar::from_headers(&headers).get(COOKIE).map(|cookie| cookie.value().to_owned());
    let known = known.unwrap_or_default();
    let late = "This sign-in was begun elsewhere, or too long ago. Begin again.";
    if back.state.is_empty() || !bool::from(known.as_bytes().ct_eq(back.state.as_bytes())) {
        return sign_in::refused(&app, "/".into(), StatusCode::FORBIDDEN, late);
    }
    let tx = app.store.begin().await?;
    let away = match ticket::take(&*tx, app.now(), Kind::Oidc, &back.state).await {
        Ok(ticket) => serde_json::from_value::<Away>(ticket.payload)?,
        Err(Error::NotFound(_)) => return sign_in::refused(&app, "/".into(), StatusCode::FORBIDDEN, late),
        Err(error) => return Err(error),
    };
    tx.commit().await?;
    let next = sign_in::local(Some(&away.next));
    let refuse = |problem: &str| sign_in::refused(&app, next.clone(), StatusCode::FORBIDDEN, problem);
    let Some(code) = back.code else {
        let why = back.error_description.or(back.error).unwrap_or_else(|| "it did not say why".into());
        let why: String = why.chars().take(200).collect();
        return refuse(&format!("The other server did not let you in: {why}."));
    };
    let claims = match oidc::claims(&app, away, code).await {
        Ok(claims) => claims,
        Err(error) => {
            tracing::error!("OpenID Connect: {error:#}");
            return refuse("The other server's answer is of no use. The log of this one says why.");
        }
    };
    let Some(email) = claims.email.clone() else {
        return refuse("The other server has not proved your address. Prove it there, then sign in again.");
    };
    if !app.settings.oidc.admits(&email) {
        return refuse(&format!("{email} is not an address of those who may come in here."));
    }
    let Some(row) = user::by_claims(&app, &claims, &email).await? else {
        return refuse("This account is closed. An administrator of this server can open it.");
    };
    if let Some(name) = peer.counted() {
        app.departures.right(&name);
    }
    let jar = sign_in::enter(&app, row, &headers).await?;
    let gone = Cookie::build((COOKIE, "")).path("/login").build();
    Ok((jar.add(gone.clone()).remove(gone), Redirect::to(&next)).into_response())
}

fn cookie(app: &App, state: String) -> Cookie<'static> {
    // The way back begins at another site, which `Strict` would leave out.
    debug_assert!(RETURN.starts_with("/login/"));
    let cookie = Cookie::build((COOKIE, state)).path("/login").http_only(true).same_site(SameSite::Lax);
    cookie.secure(app.public_url.starts_with("https:")).build()
}
