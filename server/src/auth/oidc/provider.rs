//! What the provider says of itself: asked for once in a while, however many people come and go.

use anyhow::{Context, Result, anyhow};
use depicted::workflow::Timestamp;
use openidconnect::IssuerUrl;
use openidconnect::core::CoreProviderMetadata;
use tokio::sync::Mutex;

use super::http::Http;

/// How long what it says is good, in milliseconds.
pub(super) const USUAL: u64 = 10 * 60 * 1000;
/// The same for whoever holds a token that no known key has signed: keys change.
pub(super) const FRESH: u64 = 30 * 1000;
/// How long it is left alone after it did not answer, in milliseconds.
const PAUSE: u64 = 5000;

/// Remembers what the provider says. Whoever asks meanwhile waits for the one answer.
#[derive(Default)]
pub(crate) struct Provider(Mutex<Option<Described>>);

struct Described {
    at: Timestamp,
    answer: Result<CoreProviderMetadata, String>,
}

impl Provider {
    /// Its addresses and keys, as they were `age` milliseconds ago at most.
    pub(super) async fn describe(
        &self,
        http: &Http,
        issuer: &str,
        now: Timestamp,
        age: u64,
    ) -> Result<CoreProviderMetadata> {
        let mut known = self.0.lock().await;
        match &*known {
            Some(Described { at, answer: Ok(found) }) if now.since(*at) < age => return Ok(found.clone()),
            Some(Described { at, answer: Err(why) }) if now.since(*at) < PAUSE => {
                return Err(anyhow!("{why}; it is asked again after {PAUSE} ms"));
            }
            _ => {}
        }
        let asked = CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.into())?, http).await;
        let answer = asked.context("the provider does not describe itself");
        let kept = answer.as_ref().map(Clone::clone).map_err(|error| format!("{error:#}"));
        *known = Some(Described { at: now, answer: kept });
        answer
    }
}
