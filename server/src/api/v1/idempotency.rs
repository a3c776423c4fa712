//! Requests that make something, and may be sent again: the header `Idempotency-Key`.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::App;
use crate::auth::{Actor, secret};
use crate::error::{Error, Result};
use crate::store::entity::idempotency;

/// Whether a request was answered before.
pub(super) enum Once {
    /// It was: the answer.
    Known(Response),
    /// It was not.
    New(Ticket),
}

/// Keeps the answer to a request, where it came with a token.
pub(super) struct Ticket(Option<(String, String, String)>);

/// Looks whether this request was answered before.
///
/// # Errors
/// When the token was sent before with another request.
pub(super) async fn begin(
    app: &App,
    actor: &Actor,
    headers: &HeaderMap,
    what: &str,
    body: &str,
) -> Result<Once> {
    let Some(token) = headers.get("idempotency-key") else { return Ok(Once::New(Ticket(None))) };
    let is_key =
        |token: &&str| (1..=200).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic());
    let token = token.to_str().ok().filter(is_key);
    let token = token.ok_or_else(|| {
        Error::bad("bad_idempotency_key", "an Idempotency-Key has 1 to 200 visible ASCII characters")
    })?;
    let owner = match actor {
        Actor::Key { id, .. } => format!("key:{id}"),
        Actor::Person { user, .. } => format!("user:{}", user.id),
        _ => "anybody".into(),
    };
    let hash = secret::hash(&format!("{what}\n{body}"));
    match idempotency::Entity::find_by_id((owner.clone(), token.to_owned())).one(app.store.db()).await? {
        None => Ok(Once::New(Ticket(Some((owner, token.to_owned(), hash))))),
        Some(row) if row.request_hash != hash => Err(Error::Conflict {
            code: "idempotency_key_reused",
            message: format!("the Idempotency-Key {token:?} was sent before with another request"),
        }),
        Some(row) => {
            let status = u16::try_from(row.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
            Ok(Once::Known((status.unwrap_or(StatusCode::OK), Json(row.body)).into_response()))
        }
    }
}

/// Reads a body.
///
/// # Errors
/// When it is not what was asked for.
pub(super) fn read<T: DeserializeOwned>(body: &str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| Error::bad("bad_body", format!("the body: {error}")))
}

impl Ticket {
    /// Answers, and remembers it.
    pub(super) async fn answer(
        self,
        app: &App,
        status: StatusCode,
        body: &impl Serialize,
    ) -> Result<Response> {
        let body: Value = serde_json::to_value(body)?;
        if let Some((owner, token, request_hash)) = self.0 {
            let row = idempotency::ActiveModel {
                owner: Set(owner),
                token: Set(token),
                request_hash: Set(request_hash),
                status: Set(status.as_u16().into()),
                body: Set(body.clone()),
                created: Set(app.now().0),
            };
            row.insert(app.store.db()).await?;
        }
        Ok((status, Json(body)).into_response())
    }
}
