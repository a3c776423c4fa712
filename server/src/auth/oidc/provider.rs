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
        now: impl Fn() -> Timestamp,
        age: u64,
    ) -> Result<CoreProviderMetadata> {
        let mut known = self.0.lock().await;
        let since = |at: Timestamp| now().since(at);
        match &*known {
            Some(Described { at, answer: Ok(found) }) if since(*at) < age => return Ok(found.clone()),
            Some(Described { at, answer: Err(why) }) if since(*at) < PAUSE => {
                return Err(anyhow!("{why}; it is asked again after {PAUSE} ms"));
            }
            _ => {}
        }
        let asked = CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.into())?, http).await;
        let answer = asked.context("the provider does not describe itself");
        let kept = answer.as_ref().map(Clone::clone).map_err(|error| format!("{error:#}"));
        // A description that is good for others stays when the provider does not answer whoever wants a newer one.
        let is_good = |known: &Described| known.answer.is_ok() && since(known.at) < USUAL;
        if kept.is_ok() || !known.as_ref().is_some_and(is_good) {
            *known = Some(Described { at: now(), answer: kept });
        }
        answer
    }
}
