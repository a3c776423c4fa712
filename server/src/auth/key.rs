//! API keys, by HTTP Basic.

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::EntityTrait;

use super::{Actor, secret};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::entity::api_key;

/// The holder of a good key. Without one the request ends here: 401 where no key was sent, 403 for a wrong one.
pub(crate) struct KeyHolder(pub(crate) Actor);

impl FromRequestParts<App> for KeyHolder {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match by_key(app, &parts.headers).await? {
            Some(actor) => Ok(Self(actor)),
            None => Err(Error::Unauthorized("send the id and the secret of an API key (HTTP Basic)".into())),
        }
    }
}

/// Whose key the headers hold; `None` where they hold none. The secret is looked at on every request.
pub(crate) async fn by_key(app: &App, headers: &HeaderMap) -> Result<Option<Actor>> {
    if app.settings.no_auth {
        return Ok(Some(Actor::Developer));
    }
    let Some((id, given)) = basic(headers) else { return Ok(None) };
    let wrong =
        || Error::Forbidden("this API key is unknown, was revoked, or its secret is another one".into());
    let key = api_key::Entity::find_by_id(id).one(app.store.db()).await?.ok_or_else(wrong)?;
    if key.revoked.is_some() || !secret::matches(&given, &key.secret_hash) {
        return Err(wrong());
    }
    let build = if key.superuser { None } else { Some(key.build_id.ok_or_else(wrong)?) };
    Ok(Some(Actor::Key { id: key.id, build }))
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}
