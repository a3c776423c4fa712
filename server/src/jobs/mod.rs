//! Work that is done beside the requests.

mod diff;
mod held;
mod outbox;
mod outcome;
mod sweep;
#[cfg(test)]
mod tests;
mod worker;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::auth::secret;

/// Our own queues.
pub(crate) const QUEUES: [&str; 2] = [crate::service::run::capture::QUEUE, crate::service::run::diff::QUEUE];

/// Starts everything that runs in this process, until `stop`.
pub(crate) fn start(app: &App, tasks: &TaskTracker, stop: &CancellationToken) {
    let process = secret::new_id();
    for number in 1..=app.settings.diff_workers {
        let owner = format!("server-{process}-{number}");
        tasks.spawn(worker::run(app.clone(), owner, stop.clone()));
    }
    tasks.spawn(sweep::run(app.clone(), stop.clone()));
    for way in outbox::ways(app) {
        tasks.spawn(outbox::run(app.clone(), way, stop.clone()));
    }
}
