//! A request of a program: who asks, and the fields it sent, as a form, as parts, or as JSON.

use axum::body::{Bytes, to_bytes};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{ConnectInfo, FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde_json::Value;

use super::answer::Refused;
use super::fields::Fields;
use crate::app::App;
use crate::auth::key::by_key;
use crate::auth::{Actor, Role, access};
use crate::error::{Error, Result};
use crate::store::entity::build;

/// The most bytes of a form without files.
const MAX_FORM: usize = 16 << 20;

/// A call with a good key. Without one the request ends here: 401 where no key was sent, 403 for a wrong one.
pub(super) struct Call {
    pub(super) actor: Actor,
    pub(super) fields: Fields,
    /// The address it came from, as far as that is known.
    pub(super) address: String,
}

impl Call {
    /// The build that it names, if the key is good for it.
    pub(super) async fn build(&self, app: &App) -> Result<build::Model> {
        let id = self.fields.number("build_id")?;
        access::build(&app.store, &self.actor, id, Role::Admin).await.map_err(hide)
    }

    /// The build, for whoever does its work, too.
    pub(super) async fn build_of_work(&self, app: &App) -> Result<build::Model> {
        let id = self.fields.number("build_id")?;
        access::work(&app.store, &self.actor, id).await.map_err(hide)
    }

    /// Refuses whoever may not work at the queues.
    pub(super) fn check_superuser(&self) -> Result<()> {
        if self.actor.is_superuser() {
            return Ok(());
        }
        Err(Error::Forbidden("the queues take the key of a superuser".into()))
    }
}

impl FromRequest<App> for Call {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        let (head, body) = request.into_parts();
        let mut call = begin(&head, app).await?;
        let request = Request::from_parts(head, body);
        if is(&request, "multipart/form-data") {
            let mut parts = parts(request, app).await?;
            while let Some(field) = parts.next_field().await.map_err(broken)? {
                add_part(&mut call.fields, field).await?;
            }
        } else {
            let json = is(&request, "application/json");
            let body = to_bytes(request.into_body(), MAX_FORM).await.map_err(unread)?;
            if json { add_json(&mut call.fields, &body)? } else { add_form(&mut call.fields, &body) }
        }
        call.fields.check()?;
        Ok(call)
    }
}

/// What is known before the body is read: the key, the query and the address.
pub(super) async fn begin(head: &Parts, app: &App) -> Result<Call> {
    let actor = by_key(app, &head.headers).await?;
    let actor = actor
        .ok_or_else(|| Error::Unauthorized("send the id and the secret of an API key (HTTP Basic)".into()))?;
    let mut fields = Fields::default();
    // Of the query only this is looked at: what a form says does not belong into logs of addresses.
    let query = head.uri.query().unwrap_or_default();
    if let Some((name, value)) =
        url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "build_id")
    {
        fields.add(name, value);
    }
    let peer = head.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
    let address = peer.map_or_else(|| "unknown".into(), |ConnectInfo(peer)| peer.ip().to_string());
    Ok(Call { actor, fields, address })
}

/// The parts of a body, which has to have some.
pub(super) async fn parts(request: Request, app: &App) -> Result<Multipart> {
    let parts = Multipart::from_request(request, app).await;
    parts.map_err(|rejection| Error::bad("bad_body", rejection.body_text()))
}

/// Adds a part that is a field.
pub(super) async fn add_part(fields: &mut Fields, mut part: Field<'_>) -> Result<()> {
    let name = part.name().unwrap_or_default().to_owned();
    let mut value = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        if value.len() + chunk.len() > MAX_FORM {
            return Err(Error::TooLarge(format!("the field {name} has more than {MAX_FORM} bytes")));
        }
        value.extend_from_slice(&chunk);
    }
    let value = String::from_utf8(value);
    fields.add(&*name, value.map_err(|_| Error::bad("bad_field", format!("the field {name} is not UTF-8")))?);
    Ok(())
}

/// A body that broke off, or is no body of parts.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
pub(super) fn broken(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(error.body_text()),
        _ => Error::bad("bad_body", error.body_text()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn unread(error: axum::Error) -> Error {
    let limited =
        std::error::Error::source(&error).is_some_and(|source| source.to_string().contains("limit"));
    if limited {
        return Error::TooLarge(format!("the form has more than {MAX_FORM} bytes"));
    }
    Error::bad("bad_body", format!("the body broke off: {error}"))
}

fn add_form(fields: &mut Fields, body: &Bytes) {
    for (name, value) in url::form_urlencoded::parse(body) {
        fields.add(name, value);
    }
}

fn add_json(fields: &mut Fields, body: &Bytes) -> Result<()> {
    let bad = |why: String| Error::bad("bad_body", format!("the body is not a JSON object: {why}"));
    let value: Value = serde_json::from_slice(body).map_err(|error| bad(error.to_string()))?;
    let Value::Object(object) = value else { return Err(bad("it is another kind of value".into())) };
    for (name, value) in object {
        match value {
            Value::Null => {}
            Value::String(text) => fields.add(name, text),
            other => fields.add(name, other.to_string()),
        }
    }
    Ok(())
}

fn is(request: &Request, content_type: &str) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given.split(';').next().is_some_and(|given| given.trim().eq_ignore_ascii_case(content_type))
    })
}

/// To a key of another build there is no such build, public or not.
fn hide(error: Error) -> Error {
    match error {
        Error::Forbidden(_) => Error::not_found("there is no such build for this key"),
        other => other,
    }
}
