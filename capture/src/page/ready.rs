//! Waiting: for the page to load, for its network and its document to be quiet, and for what the configuration names.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::log::shown;
use super::open::Page;
use super::state::World;
use crate::{CaptureConfig, CaptureError, Condition, WaitFor};

/// How long the news of a crash may be on its way, on a machine that has much to do.
const CRASH_GRACE: Duration = Duration::from_secs(5);
/// Quiet for this long counts as quiet, as the original of this algorithm has it.
const QUIET: Duration = Duration::from_millis(500);
/// A document that never rests is captured as it is after this long.
const MAX_RESTLESS: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(50);
/// How long a page may take to say that it has loaded when nothing is loading any more.
const LOAD_GRACE: Duration = Duration::from_secs(1);
/// How long a condition may take.
const MAX_WAIT: Duration = Duration::from_secs(30);

impl CaptureConfig {
    /// How long a request may take.
    pub(super) fn resource_timeout(&self) -> Duration {
        Duration::from_millis(if self.resource_timeout_ms == 0 { 10_000 } else { self.resource_timeout_ms })
    }
}

impl Page {
    /// Opens the URL and waits until it has loaded, or until all that is missing takes too long.
    pub(super) async fn go(&self, config: &CaptureConfig) -> Result<(), CaptureError> {
        let limit = config.resource_timeout();
        let url = shown(self.url.as_str());
        let navigated =
            tokio::time::timeout(limit, self.call("Page.navigate", json!({"url": self.url.as_str()}))).await;
        let Ok(answer) = navigated else {
            let ms = limit.as_millis();
            return Err(CaptureError::Load(format!(
                "{url} did not answer within {ms} ms (resourceTimeoutMs)"
            )));
        };
        if let Some(error) = answer?["errorText"].as_str() {
            // A page that crashes aborts its navigation, and the news of the crash comes a moment later and ends this.
            // So does one that is refused.
            if error == "net::ERR_ABORTED" {
                if let Some(what) = self.shared.lock().refused_certificate.clone() {
                    return Err(CaptureError::Load(format!("{what}: ignoreTlsErrors takes hosts to trust")));
                }
                if let Ok(failure) = tokio::time::timeout(CRASH_GRACE, self.failed()).await {
                    return Err(failure);
                }
            }
            return Err(CaptureError::Load(format!("{url}: {error}")));
        }
        let mut stopped: Option<Instant> = None;
        loop {
            {
                let mut state = self.shared.lock();
                state.expire(limit);
                if state.loaded {
                    return Ok(());
                }
                let stuck = !state.is_waiting() && state.last_activity.elapsed() >= QUIET;
                match stopped {
                    Some(when) if when.elapsed() >= LOAD_GRACE => {
                        state.log.add("going on without the rest of the page");
                        return Ok(());
                    }
                    None if stuck && !state.pending.is_empty() => stopped = Some(Instant::now()),
                    _ => {}
                }
            }
            if stopped.is_some_and(|when| when.elapsed() < POLL) {
                self.call("Page.stopLoading", Value::Null).await?;
            }
            self.pause(POLL).await?;
        }
    }

    /// Waits until no request is under way and the document has not changed for a while.
    pub(super) async fn settle(&self, config: &CaptureConfig) -> Result<(), CaptureError> {
        let begin = Instant::now();
        let mut idle_since: Option<Instant> = None;
        loop {
            let idle = {
                let mut state = self.shared.lock();
                state.expire(config.resource_timeout());
                begin.elapsed() >= QUIET && state.is_idle_for(QUIET)
            };
            if idle {
                let since = *idle_since.get_or_insert_with(Instant::now);
                let quiet = self.quiet_for().await?;
                if quiet >= QUIET / 2 {
                    return Ok(());
                }
                if since.elapsed() >= MAX_RESTLESS {
                    let seconds = MAX_RESTLESS.as_secs();
                    self.shared
                        .log(&format!("the document still changes, {seconds} s after the last request"));
                    return Ok(());
                }
            } else {
                idle_since = None;
            }
            self.pause(POLL).await?;
        }
    }

    /// For how long nothing has changed in any frame.
    async fn quiet_for(&self) -> Result<Duration, CaptureError> {
        let contexts = self.shared.lock().contexts_of(World::Ours);
        let mut least = Duration::MAX;
        for context in contexts {
            let ms = self.ask(context, "depicted.quietFor()").await?.as_f64();
            least = least.min(ms.map_or(Duration::MAX, |ms| Duration::from_secs_f64(ms.max(0.0) / 1000.0)));
        }
        Ok(least)
    }

    /// Asks our script in a frame; a frame that has gone meanwhile answers `null`.
    pub(super) async fn ask(&self, context: i64, code: &str) -> Result<Value, CaptureError> {
        match self.evaluate_in(Some(context), code).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(exception)) => {
                self.shared.log(&format!("{code}: {exception}"));
                Ok(Value::Null)
            }
            Err(CaptureError::Protocol { .. }) => Ok(Value::Null),
            Err(error) => Err(error),
        }
    }

    /// Asks our script in the main frame.
    pub(super) async fn ask_main(&self, code: &str) -> Result<Value, CaptureError> {
        let context = self.shared.lock().contexts_of(World::Ours).first().copied();
        match context {
            Some(context) => self.ask(context, code).await,
            None => Ok(Value::Null),
        }
    }

    /// Asks our script in every frame.
    pub(super) async fn ask_all(&self, code: &str) -> Result<Vec<Value>, CaptureError> {
        let contexts = self.shared.lock().contexts_of(World::Ours);
        futures::future::try_join_all(contexts.into_iter().map(|context| self.ask(context, code))).await
    }

    /// Waits for what the configuration names.
    pub(super) async fn wait_for(&self, what: &WaitFor) -> Result<(), CaptureError> {
        match what {
            WaitFor::All(all) => {
                for what in all {
                    Box::pin(self.wait_for(what)).await?;
                }
                Ok(())
            }
            WaitFor::Ms(ms) | WaitFor::Condition(Condition::Ms(ms)) => {
                self.pause(Duration::from_millis(*ms)).await
            }
            WaitFor::Selector(selector) | WaitFor::Condition(Condition::Selector(selector)) => {
                self.wait_for_element(selector).await
            }
            WaitFor::Condition(Condition::Expression(code)) => {
                let limit = Instant::now() + MAX_WAIT;
                loop {
                    let exception = match self.evaluate(World::Main, &format!("Boolean({code}\n)")).await? {
                        Ok(Value::Bool(true)) => return Ok(()),
                        Ok(_) => String::new(),
                        Err(exception) => format!("; at last it threw {exception}"),
                    };
                    if Instant::now() >= limit {
                        let seconds = MAX_WAIT.as_secs();
                        return Err(CaptureError::NotInPage(format!(
                            "waitFor: '{code}' did not become true within {seconds} s{exception}"
                        )));
                    }
                    self.pause(POLL).await?;
                }
            }
        }
    }

    /// Waits until an element is there and visible.
    pub(super) async fn wait_for_element(&self, selector: &str) -> Result<(), CaptureError> {
        let code = format!("depicted.has({})", json!(selector));
        let limit = Instant::now() + MAX_WAIT;
        loop {
            let context = self.shared.lock().contexts_of(World::Ours).first().copied();
            match self.evaluate_in(context, &code).await {
                Ok(Ok(Value::Bool(true))) => return Ok(()),
                Ok(Err(exception)) if exception.contains("SyntaxError") => {
                    return Err(CaptureError::NotInPage(format!("'{selector}' is not a CSS selector")));
                }
                Err(error) if !matches!(error, CaptureError::Protocol { .. }) => return Err(error),
                _ => {}
            }
            if Instant::now() >= limit {
                let seconds = MAX_WAIT.as_secs();
                return Err(CaptureError::NotInPage(format!(
                    "nothing visible matches '{selector}' within {seconds} s"
                )));
            }
            self.pause(POLL).await?;
        }
    }
}
