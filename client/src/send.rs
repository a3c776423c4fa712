//! One operation: sent, sent again where that does no harm, and its answer read.

use std::future::Future;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answers;
use crate::builder::Client;
use crate::error::{Error, ErrorKind, Result, chain};

/// What a second try may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The same as the first: it may be sent again whatever happened.
    Harmless,
    /// More than the first: it is sent again only if it was never received.
    Harmful,
}

/// The fields of a form; those without a value are left out.
pub(crate) type Fields<'a> = Vec<(&'static str, String)>;

impl Client {
    /// Posts a form to `/api/…`, with the build in it.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        operation: &str,
        endpoint: &[&str],
        mut fields: Fields<'_>,
        repeat: Repeat,
    ) -> Result<T> {
        fields.insert(0, ("build_id", self.build.to_string()));
        let send = async || {
            let request = self.request(Method::POST, endpoint)?.form(&fields).timeout(self.timeout);
            self.answer(request).await
        };
        let response = self.repeat(operation, repeat, send).await?;
        answers::json(response).await.map_err(|kind| Error::new(operation, kind))
    }

    /// Reads JSON.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        operation: &str,
        endpoint: &[&str],
        query: &(impl Serialize + Sync),
    ) -> Result<T> {
        let send = async || {
            let request = self.request(Method::GET, endpoint)?.query(query).timeout(self.timeout);
            self.answer(request).await
        };
        let response = self.repeat(operation, Repeat::Harmless, send).await?;
        answers::json(response).await.map_err(|kind| Error::new(operation, kind))
    }

    /// A request that says who asks.
    pub(crate) fn request(&self, method: Method, endpoint: &[&str]) -> Result<RequestBuilder, ErrorKind> {
        let request = self.http.request(method, self.address.join(endpoint)?);
        Ok(match &self.key {
            Some(key) => request.basic_auth(&key.id, Some(key.secret.expose())),
            None => request,
        })
    }

    /// Sends a request.
    pub(crate) async fn answer(&self, request: RequestBuilder) -> Result<Response, Attempt> {
        request.send().await.map_err(|error| Attempt {
            received: !error.is_connect(),
            transient: !error.is_builder(),
            kind: self.unreachable(error),
        })
    }

    fn unreachable(&self, error: reqwest::Error) -> ErrorKind {
        ErrorKind::Connection(format!("cannot reach {}: {}", self.address, chain(error)))
    }

    /// Sends until there is an answer, as often as the backoff allows.
    pub(crate) async fn repeat<F: Future<Output = Result<Response, Attempt>>>(
        &self,
        operation: &str,
        repeat: Repeat,
        send: impl Fn() -> F,
    ) -> Result<Response> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            let sent = send().await;
            let again = match &sent {
                Ok(response) => repeat == Repeat::Harmless && is_busy(response.status()),
                Err(attempt) => attempt.transient && (repeat == Repeat::Harmless || !attempt.received),
            };
            match self.backoff.pause(attempts) {
                Some(pause) if again => tokio::time::sleep(asked(sent.as_ref().ok()).unwrap_or(pause)).await,
                _ => return sent.map_err(|attempt| Error::new(operation, attempt.kind)),
            }
        }
    }
}

/// A try that had no answer.
pub(crate) struct Attempt {
    /// Whether the server may have got it.
    received: bool,
    /// Whether another may fare better.
    transient: bool,
    kind: ErrorKind,
}

impl From<ErrorKind> for Attempt {
    /// What cannot be sent at all.
    fn from(kind: ErrorKind) -> Self {
        Self { received: false, transient: false, kind }
    }
}

/// Whether whoever is in front of the server, or it itself, says that it is too busy just now.
fn is_busy(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502..=504)
}

/// How long the server asks to wait, up to a minute.
fn asked(response: Option<&Response>) -> Option<Duration> {
    let seconds = response?.headers().get(reqwest::header::RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).min(Duration::from_secs(60)))
}
