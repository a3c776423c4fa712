//! What is known of a page while it is captured: its requests, its scripts' contexts, and whether it is still there.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::log::Log;
use crate::CaptureError;

/// A request that was sent and not answered in full.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) url: String,
    pub(super) since: Instant,
    /// Whether the capture waits for it no longer.
    pub(super) expired: bool,
}

/// A place where scripts run: a frame's own, or ours beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum World {
    /// The page's scripts.
    Main,
    /// Ours, which the page cannot see.
    Ours,
}

/// What is known.
#[derive(Debug)]
pub(super) struct State {
    pub(super) log: Log,
    /// What the capture is at.
    pub(super) doing: &'static str,
    pub(super) pending: HashMap<String, Pending>,
    pub(super) last_activity: Instant,
    pub(super) main_frame: String,
    pub(super) loaded: bool,
    pub(super) contexts: HashMap<i64, (World, String)>,
    pub(super) failure: Option<CaptureError>,
    /// The certificate that was refused last, and why.
    pub(super) refused_certificate: Option<String>,
    pub(super) requests: u32,
    pub(super) failed: u32,
    pub(super) blocked: u32,
}

/// What is known, shared by who captures and who listens to events.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    /// Told after each event that changed the state.
    pub(super) changed: Notify,
}

impl Shared {
    pub(super) fn new() -> Self {
        let state = State {
            log: Log::new(),
            doing: "starting",
            pending: HashMap::new(),
            last_activity: Instant::now(),
            main_frame: String::new(),
            loaded: false,
            contexts: HashMap::new(),
            failure: None,
            refused_certificate: None,
            requests: 0,
            failed: 0,
            blocked: 0,
        };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn log(&self, line: &str) {
        self.lock().log.add(line);
    }
}

impl State {
    /// Gives up requests that take longer than `limit`, and says so.
    pub(super) fn expire(&mut self, limit: Duration) {
        let now = Instant::now();
        for pending in self.pending.values_mut().filter(|p| !p.expired && now - p.since >= limit) {
            pending.expired = true;
            let url = super::log::shown(&pending.url);
            self.log
                .add(&format!("no longer waiting for {url}: no full answer within {} ms", limit.as_millis()));
            self.last_activity = now;
        }
    }

    /// Whether a request is still waited for.
    pub(super) fn is_waiting(&self) -> bool {
        self.pending.values().any(|p| !p.expired)
    }

    /// Whether nothing has been requested or answered for a while.
    pub(super) fn is_idle_for(&self, quiet: Duration) -> bool {
        !self.is_waiting() && self.last_activity.elapsed() >= quiet
    }

    /// The contexts of all frames in a world, the main frame's first.
    pub(super) fn contexts_of(&self, world: World) -> Vec<i64> {
        let mut found: Vec<(bool, i64)> = self
            .contexts
            .iter()
            .filter(|(_, (w, _))| *w == world)
            .map(|(id, (_, frame))| (*frame != self.main_frame, *id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }
}
