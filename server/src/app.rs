//! What every handler and every job is given.

use std::sync::Arc;

use depicted::workflow::{ReleaseId, Timestamp};
use tokio::sync::{Notify, broadcast};

use crate::auth::oidc::Provider;
use crate::blob::Blobs;
use crate::clock::Clock;
use crate::service::throttle::Throttle;
use crate::settings::Settings;
use crate::store::Store;

/// The parts of a running server; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

/// See [`App`].
pub(crate) struct Parts {
    pub(crate) settings: Settings,
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) clock: Clock,
    /// Told when a task was enqueued in this process, so that its workers need not wait for their next look.
    pub(crate) enqueued: Notify,
    /// Told which release changed, for pages and clients that watch.
    pub(crate) changed: broadcast::Sender<ReleaseId>,
    /// Who guessed passwords, and how often.
    pub(crate) sign_ins: Throttle,
    /// Who left to sign in elsewhere, and how often they have not come back signed in.
    pub(crate) departures: Throttle,
    /// Where they left for.
    pub(crate) provider: Provider,
    /// The address that people type, without a slash at its end.
    pub(crate) public_url: String,
}

impl App {
    pub(crate) fn new(
        settings: Settings,
        store: Store,
        blobs: Blobs,
        clock: Clock,
        public_url: String,
    ) -> Self {
        let (changed, _) = broadcast::channel(256);
        Self(Arc::new(Parts {
            settings,
            store,
            blobs,
            clock,
            enqueued: Notify::new(),
            changed,
            sign_ins: Throttle::new(5),
            departures: Throttle::new(20),
            provider: Provider::default(),
            public_url,
        }))
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
