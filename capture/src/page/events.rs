//! Listening to a page: requests are let through, blocked or answered for, and everything is logged.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;

use super::log::shown;
use super::rules::{Rules, Verdict};
use super::state::{Pending, Shared, World};
use crate::CaptureError;
use crate::cdp::{Client, Event};

/// The name of our world beside the page's.
pub(super) const WORLD: &str = "depicted";

/// Everything that is needed to answer events.
pub(super) struct Listener {
    pub(super) client: Client,
    pub(super) session: String,
    pub(super) shared: Arc<Shared>,
    pub(super) rules: Arc<Rules>,
}

impl Listener {
    /// Listens until the page or the browser is gone.
    pub(super) async fn listen(self, mut events: UnboundedReceiver<Event>) {
        while let Some(event) = events.recv().await {
            self.on_event(&event);
            self.shared.changed.notify_waiters();
        }
        self.fail(CaptureError::BrowserGone);
        self.shared.changed.notify_waiters();
    }

    fn fail(&self, error: CaptureError) {
        self.shared.lock().failure.get_or_insert(error);
    }

    fn send(&self, method: &str, params: Value) {
        self.client.send(Some(&self.session), method, params);
    }

    fn on_event(&self, event: &Event) {
        let params = &event.params;
        let text = |pointer: &str| params.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match event.method.as_str() {
            "Fetch.requestPaused" => self.on_request_paused(params),
            "Fetch.authRequired" => self.on_auth_required(params),
            "Network.requestWillBeSent" => {
                let url = text("/request/url");
                if url.starts_with("data:") || matches!(text("/type"), "EventSource" | "WebSocket" | "Ping") {
                    return;
                }
                let mut state = self.shared.lock();
                let now = Instant::now();
                state.requests += 1;
                state.last_activity = now;
                let from = if params.get("redirectResponse").is_some() { " (redirected)" } else { "" };
                state.log.add(&format!("request {} {}{from}", text("/request/method"), shown(url)));
                let pending = Pending { url: url.to_owned(), since: now, expired: false };
                state.pending.insert(text("/requestId").to_owned(), pending);
            }
            "Network.responseReceived" => {
                let status = params.pointer("/response/status").and_then(Value::as_u64).unwrap_or_default();
                if status >= 400 {
                    self.shared.log(&format!("status {status} for {}", shown(text("/response/url"))));
                }
            }
            "Network.loadingFinished" => {
                let mut state = self.shared.lock();
                if state.pending.remove(text("/requestId")).is_some() {
                    state.last_activity = Instant::now();
                }
            }
            "Network.loadingFailed" => {
                let mut state = self.shared.lock();
                let Some(pending) = state.pending.remove(text("/requestId")) else { return };
                state.last_activity = Instant::now();
                if text("/blockedReason").is_empty() && text("/errorText") != "net::ERR_BLOCKED_BY_CLIENT" {
                    state.failed += 1;
                    state.log.add(&format!("failed {}: {}", shown(&pending.url), text("/errorText")));
                }
            }
            "Page.loadEventFired" => {
                let mut state = self.shared.lock();
                state.loaded = true;
                state.log.add("loaded");
            }
            "Page.frameStartedNavigating" | "Page.frameStartedLoading" => {
                let mut state = self.shared.lock();
                state.last_activity = Instant::now();
                if state.main_frame == text("/frameId") {
                    state.loaded = false;
                }
            }
            "Page.frameNavigated" => {
                if params.pointer("/frame/parentId").is_none() && !text("/frame/unreachableUrl").is_empty() {
                    let url = shown(text("/frame/unreachableUrl"));
                    self.fail(CaptureError::Load(format!("{url} cannot be reached")));
                }
            }
            _ => self.on_other_event(event),
        }
    }

    fn on_other_event(&self, event: &Event) {
        let params = &event.params;
        let text = |pointer: &str| params.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match event.method.as_str() {
            "Page.javascriptDialogOpening" => {
                self.shared.log(&format!("dialog closed: {}", text("/message")));
                self.send("Page.handleJavaScriptDialog", json!({"accept": true}));
            }
            "Runtime.executionContextCreated" => {
                let id = params.pointer("/context/id").and_then(Value::as_i64).unwrap_or_default();
                let frame = text("/context/auxData/frameId").to_owned();
                let is_default = params.pointer("/context/auxData/isDefault") == Some(&Value::Bool(true));
                let world = match (is_default, text("/context/name")) {
                    (true, _) => World::Main,
                    (false, WORLD) => World::Ours,
                    _ => return,
                };
                self.shared.lock().contexts.insert(id, (world, frame));
            }
            "Runtime.executionContextDestroyed" => {
                let id = params.get("executionContextId").and_then(Value::as_i64).unwrap_or_default();
                self.shared.lock().contexts.remove(&id);
            }
            "Runtime.executionContextsCleared" => self.shared.lock().contexts.clear(),
            "Runtime.consoleAPICalled" => {
                let empty = Vec::new();
                let words: Vec<String> =
                    params["args"].as_array().unwrap_or(&empty).iter().map(argument).collect();
                self.shared.log(&format!("console {}: {}", text("/type"), words.join(" ")));
            }
            "Runtime.exceptionThrown" => {
                self.shared.log(&format!("error in a script: {}", exception(&params["exceptionDetails"])));
            }
            "Inspector.targetCrashed" => self.fail(CaptureError::PageCrashed),
            "Security.certificateError" => {
                let url = text("/requestURL");
                let trusted = self.rules.ignores_tls_errors_of(url);
                let action = if trusted { "continue" } else { "cancel" };
                let what = format!("certificate of {}: {}", shown(url), text("/errorType"));
                let mut state = self.shared.lock();
                state.log.add(&format!("{what}, {action}"));
                if !trusted {
                    state.refused_certificate = Some(what);
                }
                drop(state);
                self.send(
                    "Security.handleCertificateError",
                    json!({"eventId": params["eventId"], "action": action}),
                );
            }
            _ => {}
        }
    }

    fn on_request_paused(&self, params: &Value) {
        let id = &params["requestId"];
        let url = params.pointer("/request/url").and_then(Value::as_str).unwrap_or_default();
        match self.rules.judge(url) {
            Verdict::Allow => self.send("Fetch.continueRequest", json!({"requestId": id})),
            Verdict::AllowWith(added) => {
                let mut headers: Vec<(String, String)> = params
                    .pointer("/request/headers")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| !added.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)))
                    .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                    .collect();
                headers.extend(added);
                let headers: Vec<Value> =
                    headers.into_iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
                self.send("Fetch.continueRequest", json!({"requestId": id, "headers": headers}));
            }
            Verdict::Block(why) => {
                let mut state = self.shared.lock();
                state.blocked += 1;
                state.log.add(&format!("blocked {}: {why}", shown(url)));
                drop(state);
                self.send("Fetch.failRequest", json!({"requestId": id, "errorReason": "BlockedByClient"}));
            }
        }
    }

    fn on_auth_required(&self, params: &Value) {
        let url = params.pointer("/request/url").and_then(Value::as_str).unwrap_or_default();
        let id = params["requestId"].as_str().unwrap_or_default();
        let is_proxy = params.pointer("/authChallenge/source").and_then(Value::as_str) == Some("Proxy");
        let answer = match self.rules.credentials(url, id) {
            Some((user, password)) if !is_proxy => {
                json!({"response": "ProvideCredentials", "username": user, "password": password})
            }
            _ => {
                self.shared.log(&format!("no user and password that {} takes", shown(url)));
                json!({"response": "CancelAuth"})
            }
        };
        self.send("Fetch.continueWithAuth", json!({"requestId": id, "authChallengeResponse": answer}));
    }
}

/// What a script threw, in one line.
pub(super) fn exception(details: &Value) -> String {
    let thrown = &details["exception"];
    let words = [&thrown["description"], &thrown["value"], &details["text"]];
    words
        .into_iter()
        .find_map(|word| match word {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        })
        .unwrap_or_else(|| "unknown".to_owned())
}

fn argument(argument: &Value) -> String {
    match (&argument["value"], &argument["description"]) {
        (Value::String(text), _) | (Value::Null, Value::String(text)) => text.clone(),
        (value, _) => value.to_string(),
    }
}
