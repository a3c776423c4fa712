//! Work that is done beside the requests.

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;

/// Our own queues.
pub(crate) const QUEUES: [&str; 2] = ["capture", "run-pdiff"];

/// Starts everything that runs in this process, until `stop`.
pub(crate) fn start(_app: &App, _tasks: &TaskTracker, _stop: &CancellationToken) {}
