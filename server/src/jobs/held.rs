//! A task that this process holds: told alive by a timer, with the step it is at.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::service::task;
use crate::store::entity::task as tasks;

/// How long a lease lasts that nothing is heard of.
pub(super) const LEASE_MS: u64 = 60_000;
/// How often something is heard.
const BEAT: Duration = Duration::from_secs(15);

/// What a job says of where it is.
pub(super) type Step = watch::Sender<&'static str>;

/// Tells that the task is worked at, at once when its step changes and now and then besides. Ends when the lease is lost.
pub(super) async fn beat(
    app: &App,
    task: &tasks::Model,
    owner: &str,
    mut step: watch::Receiver<&'static str>,
) {
    let mut timer = tokio::time::interval(BEAT);
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for index in 0.. {
        tokio::select! {
            _ = timer.tick() => {}
            changed = step.changed() => if changed.is_err() {
                return std::future::pending().await;
            },
        }
        let now_at = *step.borrow_and_update();
        match task::heartbeat(app, &task.queue, &task.task_id, owner, index, now_at).await {
            Ok(()) => {}
            Err(crate::error::Error::Conflict { .. } | crate::error::Error::NotFound(_)) => return,
            Err(error) => tracing::warn!(task = task.task_id, "cannot tell that it is worked at: {error}"),
        }
    }
}
