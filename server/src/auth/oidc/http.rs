//! Calls of the provider.

use std::pin::Pin;

use anyhow::{Context, Result};
use axum::http;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// How long the provider may take for an answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// Calls it. Redirects would lead the secret elsewhere.
pub(super) struct Http(reqwest::Client);

pub(super) type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send>>;

#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    #[error("no answer: {0}")]
    Http(#[from] reqwest::Error),
    #[error("an answer that is none: {0}")]
    Answer(#[from] http::Error),
}

impl Http {
    pub(super) fn new() -> Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .context("cannot call the provider")?;
        Ok(Self(client))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Answer;

    fn call(&'c self, request: HttpRequest) -> Answer {
        let client = self.0.clone();
        Box::pin(async move {
            let response = client.execute(request.try_into()?).await?;
            let mut answer = http::Response::builder().status(response.status());
            for (name, value) in response.headers() {
                answer = answer.header(name, value);
            }
            Ok(answer.body(response.bytes().await?.to_vec())?)
        })
    }
}
