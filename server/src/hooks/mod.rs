//! Calls of webhooks: signed, without redirects, and to public addresses alone unless the settings say otherwise.

mod body;
mod policy;
mod signature;

use std::time::Duration;

use anyhow::Context;
use depicted::workflow::Timestamp;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode, redirect};

use crate::service::outbox::Failure;
use crate::store::entity::webhook;
use crate::web::VERSION;

pub(crate) use body::body;
pub(crate) use policy::check;
#[cfg(test)]
pub(crate) use signature::sign;

/// How long a call may take, from the look-up of the name to the end of the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// So much of an answer is read, in bytes: enough to say what is wrong.
const MAX_ANSWER: usize = 500;

/// Calls webhooks.
pub(crate) struct Caller {
    client: Client,
    allow_private: bool,
}

impl Caller {
    /// Proxies of the environment are not asked: they would resolve names in our place.
    pub(crate) fn new(allow_private: bool) -> anyhow::Result<Self> {
        let mut client = Client::builder()
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(format!("Depicted/{VERSION}"));
        if !allow_private {
            client = client.dns_resolver(policy::Public);
        }
        Ok(Self { client: client.build().context("cannot call webhooks")?, allow_private })
    }

    /// Sends a body; the status of the answer. `delivery` stays the same however often it is tried.
    pub(crate) async fn call(
        &self,
        hook: &webhook::Model,
        delivery: &str,
        event: &str,
        now: Timestamp,
        body: String,
    ) -> Result<StatusCode, Failure> {
        check(&hook.url, self.allow_private).map_err(|error| Failure::for_good(error.to_string()))?;
        let time = now.0.div_euclid(1000).to_string();
        let request = self
            .client
            .post(&hook.url)
            .header(CONTENT_TYPE, "application/json")
            .header("x-depicted-event", event)
            .header("x-depicted-delivery", delivery)
            .header("x-depicted-timestamp", &time)
            .header("x-depicted-signature", signature::sign(&hook.secret, &time, &body))
            .body(body);
        let mut response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        if status.is_success() {
            return Ok(status);
        }
        let mut answer = Vec::new();
        while let Ok(Some(chunk)) = response.chunk().await {
            answer.extend_from_slice(&chunk);
            if answer.len() >= MAX_ANSWER {
                break;
            }
        }
        answer.truncate(MAX_ANSWER);
        let said = String::from_utf8_lossy(&answer);
        let message = if status.is_redirection() {
            format!("it answered {status}: redirects are not followed, so name the address it leads to")
        } else if said.trim().is_empty() {
            format!("it answered {status}")
        } else {
            format!("it answered {status}: {}", said.trim())
        };
        Err(Failure { message, answer: Some(status.as_u16()), for_good: status == StatusCode::GONE })
    }
}

/// Why there was no answer, without the address, which may hold what is nobody's business.
fn unreachable(error: reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::new(format!("no answer within {} seconds", PATIENCE.as_secs()));
    }
    Failure::new(format!("{:#}", anyhow::Error::new(error.without_url())))
}
