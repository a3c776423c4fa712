//! API keys, by HTTP Basic.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::EntityTrait;

use super::{Actor, secret};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::entity::api_key;

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
    Ok(Some(Actor::Key { id: key.id, build, worker: key.worker }))
}

/// What people see of a key: enough of its id to tell one from another.
pub(crate) fn name(id: &str) -> String {
    format!("key {}", id.get(..8).unwrap_or(id))
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
