//! Forms: the only way in for what changes something, and only with the token of the session.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};

use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::{self, Visitor};
use crate::error::{Error, Result};
use crate::service::said::Said;

/// The fields of a form, in order; a name may come more than once.
pub(crate) struct Fields(Vec<(String, String)>);

/// A form that carries the token of the session it is sent in, and whoever sent it.
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    pub(crate) fields: Fields,
}

impl Fields {
    /// The first field of that name, without space around it; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// The same as it was typed: a password may begin and end with spaces.
    pub(crate) fn exact<'a>(&'a self, name: &'a str) -> &'a str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every field of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether there is a field of that name with anything in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A number of a row.
    pub(crate) fn number(&self, name: &str) -> Result<i64> {
        let text = self.text(name);
        text.parse().map_err(|_| Error::bad("bad_form", format!("{name} {text:?} is no number")))
    }

    /// What is said with a decision: the reason, and what the page had seen.
    pub(crate) fn said(&self) -> Said {
        Said::new(Some(self.text("reason")), self.text("seen").parse().ok())
    }

    pub(crate) fn parse(body: &[u8]) -> Result<Self> {
        serde_urlencoded::from_bytes(body)
            .map(Self)
            .map_err(|_| Error::bad("bad_form", "the form cannot be read"))
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let body = Bytes::from_request(request, app).await;
        Self::parse(&body.map_err(|error| Error::bad("bad_form", error.body_text()))?)
    }
}

impl FromRequest<App> for Signed {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let Visitor(actor) = Visitor::from_request_parts(&mut parts, app).await?;
        let fields = Fields::from_request(Request::from_parts(parts, body), app).await?;
        session::check_csrf(&actor, fields.text("csrf"))?;
        Ok(Self { actor, fields })
    }
}
