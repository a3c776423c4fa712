//! The `DevTools` protocol: commands out, answers and events in, over `chromiumoxide`'s connection.
//!
//! Commands are sent by name. Chromiumoxide's own handler of pages is left aside: it attaches to every target, waits for
//! pages in its own way, and stops at the first message that it does not know.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chromiumoxide::Connection;
use chromiumoxide::types::{CallId, EventMessage, Message, Method, MethodId};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};

use crate::CaptureError;

/// Something that happened in the browser.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Event {
    /// Such as `Page.loadEventFired`.
    pub(crate) method: String,
    session_id: Option<String>,
    /// What the protocol says about it.
    #[serde(default)]
    pub(crate) params: Value,
}

impl Method for Event {
    fn identifier(&self) -> MethodId {
        self.method.clone().into()
    }
}

impl EventMessage for Event {
    fn session_id(&self) -> Option<&str> {
        self.session_id.as_deref()
    }
}

type Answer = Result<Value, CaptureError>;

struct Call {
    method: String,
    session: Option<String>,
    params: Value,
    answer: Option<oneshot::Sender<Answer>>,
}

type Sessions = Arc<Mutex<HashMap<String, mpsc::UnboundedSender<Event>>>>;

/// A connection to a browser; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    calls: mpsc::UnboundedSender<Call>,
    sessions: Sessions,
    alive: watch::Receiver<bool>,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.method)
    }
}

impl Client {
    /// Connects to the address that the browser prints when it starts.
    pub(crate) async fn connect(address: &str) -> Result<Self, CaptureError> {
        let connection =
            Connection::connect(address).await.map_err(|e| CaptureError::BrowserStart(e.to_string()))?;
        let (calls, to_send) = mpsc::unbounded_channel();
        let (living, alive) = watch::channel(true);
        let sessions = Sessions::default();
        tokio::spawn(drive(connection, to_send, sessions.clone(), living));
        Ok(Self { calls, sessions, alive })
    }

    /// Whether the browser is connected.
    pub(crate) fn is_alive(&self) -> bool {
        *self.alive.borrow()
    }

    /// Sends a command and waits for its answer.
    pub(crate) async fn call(&self, session: Option<&str>, method: &str, params: Value) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.submit(session, method, params, Some(answer));
        answered.await.unwrap_or(Err(CaptureError::BrowserGone))
    }

    /// Sends a command whose answer nobody needs.
    pub(crate) fn send(&self, session: Option<&str>, method: &str, params: Value) {
        self.submit(session, method, params, None);
    }

    /// The events of a session from now on.
    pub(crate) fn events(&self, session: &str) -> mpsc::UnboundedReceiver<Event> {
        let (events, received) = mpsc::unbounded_channel();
        self.lock().insert(session.to_owned(), events);
        received
    }

    /// No more events of this session.
    pub(crate) fn forget(&self, session: &str) {
        self.lock().remove(session);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, mpsc::UnboundedSender<Event>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn submit(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
        answer: Option<oneshot::Sender<Answer>>,
    ) {
        let call = Call { method: method.to_owned(), session: session.map(str::to_owned), params, answer };
        // If nobody receives, the browser is gone; the answer's sender is dropped, and that says so.
        let _ = self.calls.send(call);
    }
}

async fn drive(
    mut connection: Connection<Event>,
    mut to_send: mpsc::UnboundedReceiver<Call>,
    sessions: Sessions,
    living: watch::Sender<bool>,
) {
    let mut waiting: HashMap<CallId, (String, oneshot::Sender<Answer>)> = HashMap::new();
    loop {
        tokio::select! {
            call = to_send.recv() => {
                let Some(Call { method, session, params, answer }) = call else { break };
                let params = if params.is_null() { json!({}) } else { params };
                let Ok(id) = connection.submit_command(method.clone().into(), session.map(Into::into), params) else {
                    continue;
                };
                if let Some(answer) = answer {
                    waiting.insert(id, (method, answer));
                }
            }
            message = connection.next() => match message {
                Some(Ok(Message::Response(response))) => {
                    let Some((method, answer)) = waiting.remove(&response.id) else { continue };
                    let _ = answer.send(match response.error {
                        Some(error) => Err(CaptureError::Protocol { method, message: error.message }),
                        None => Ok(response.result.unwrap_or_default()),
                    });
                }
                Some(Ok(Message::Event(event))) => {
                    let sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(listener) = event.session_id.as_ref().and_then(|id| sessions.get(id)) {
                        let _ = listener.send(event);
                    }
                }
                Some(Err(chromiumoxide::error::CdpError::InvalidMessage(..))) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    let _ = living.send(false);
    // Whoever listens learns from the end of the events that there will be none.
    sessions.lock().unwrap_or_else(PoisonError::into_inner).clear();
}
