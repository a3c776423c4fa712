//! A task that a worker holds: told alive by a timer, with the step it is at.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use super::desk::{Desk, Hold, Leased};

/// A sign of life so many times in the length of a lease.
const BEATS: u64 = 4;

/// What a job says of where it is.
pub(super) type Step = watch::Sender<&'static str>;

/// Tells that the task is worked at, at once when its step changes and now and then besides. Ends when the lease is lost.
pub(super) async fn beat(
    desk: &impl Desk,
    task: &Leased,
    owner: &str,
    lease_ms: u64,
    mut step: watch::Receiver<&'static str>,
) {
    let mut timer = tokio::time::interval(Duration::from_millis((lease_ms / BEATS).max(1)));
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for index in 0.. {
        tokio::select! {
            _ = timer.tick() => {}
            changed = step.changed() => if changed.is_err() {
                return std::future::pending().await;
            },
        }
        let now_at = *step.borrow_and_update();
        match desk.heartbeat(task, owner, index, now_at).await {
            Ok(Hold::Kept) => {}
            Ok(Hold::Lost) => return,
            Err(error) => tracing::warn!(task = task.task_id, "cannot tell that it is worked at: {error:#}"),
        }
    }
}
