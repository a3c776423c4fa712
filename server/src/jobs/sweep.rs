//! Settles leases that ran out, so that a worker that died does not keep a release from going on.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::service::{outbox, task};

/// How often it looks, at the least.
const PAUSE: Duration = Duration::from_secs(5);

/// Sweeps until it is told to stop. Any number of servers may do so at once.
pub(super) async fn run(app: App, stop: CancellationToken) {
    // Short leases are settled soon.
    let pause = PAUSE.min(Duration::from_millis(app.settings.lease_ms / 2));
    loop {
        if let Err(error) = task::expire(&app).await {
            tracing::warn!("cannot settle leases that ran out: {error}");
        }
        if let Err(error) = outbox::give_up_stale(&app).await {
            tracing::warn!("cannot give up old messages: {error}");
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => return,
        }
    }
}
