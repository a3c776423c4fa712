//! Waiting for what the tests need: a page that answers, or a script that succeeds.

use std::path::Path;
use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use tokio::time::{Instant, sleep, timeout};

use super::script::Script;
use super::suite::{Awaited, WaitFor};

/// How often a page is asked for.
const STEP: Duration = Duration::from_millis(200);
/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(10);

/// Waits. What a script prints goes to `log`.
///
/// # Errors
/// In words, when it did not happen in time.
pub(super) async fn wait_for(awaited: &WaitFor, log: &Path) -> Result<(), String> {
    match &awaited.what {
        Awaited::Url(url) => page(url, awaited.timeout).await,
        Awaited::Script(text) => script(text, awaited.timeout, log).await,
    }
}

async fn script(text: &str, limit: Duration, log: &Path) -> Result<(), String> {
    let mut script = Script::start(text, log).map_err(|trouble| trouble.message)?;
    let ended = timeout(limit, script.ended()).await;
    let told = match ended {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(script.told(&format!("the script ended with {status}"))),
        Ok(Err(error)) => Err(format!("the script cannot be watched: {error}")),
        Err(_) => Err(script.told(&format!("the script did not end within {} s", limit.as_secs_f64()))),
    };
    script.stop().await;
    told
}

async fn page(url: &str, limit: Duration) -> Result<(), String> {
    let client = client()?;
    let end = Instant::now() + limit;
    let mut last = "nothing was tried".to_owned();
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match timeout(left, ask(&client, url)).await {
            Ok(Ok(StatusCode::OK)) => return Ok(()),
            Ok(Ok(status)) => last = format!("it answers {status}"),
            Ok(Err(error)) if error.is_builder() => return Err(format!("{url} is no URL to wait for")),
            Ok(Err(error)) => last = cause(&error),
            Err(_) => {}
        }
        if Instant::now() + STEP >= end {
            return Err(format!("{url} was not there within {} s: {last}", limit.as_secs_f64()));
        }
        sleep(STEP).await;
    }
}

/// Asks for the head of a page, and for all of it where a server has no heads to give.
async fn ask(client: &Client, url: &str) -> reqwest::Result<StatusCode> {
    let status = client.request(Method::HEAD, url).send().await?.status();
    if matches!(status, StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED) {
        return Ok(client.get(url).send().await?.status());
    }
    Ok(status)
}

/// Whoever answers will do: nothing is sent that a false one could learn from.
fn client() -> Result<Client, String> {
    // Somebody else may have chosen a provider before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(ANSWER)
        .no_proxy()
        .tls_danger_accept_invalid_certs(true)
        .build()
        .map_err(|error| format!("cannot ask for a page: {error}"))
}

/// The innermost reason: the others say that something was asked for.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

#[cfg(all(test, unix))]
mod tests;
