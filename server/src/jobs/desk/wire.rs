//! What a worker elsewhere and the server say to each other, in JSON.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Leased, Outcome};

/// How long a lease lasts where nobody says so.
pub(crate) const LEASE_MS: u64 = 60_000;

fn lease_ms() -> u64 {
    LEASE_MS
}

/// A worker asks for a task.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaseRequest {
    /// The queues it works on; the first that has a task gives it.
    #[schema(min_items = 1, max_items = 16)]
    pub(crate) queues: Vec<String>,
    /// The name of the worker, 1 to 255 characters.
    #[schema(min_length = 1, max_length = 255)]
    pub(crate) owner: String,
    /// How long the lease lasts that nothing is heard of, in milliseconds, up to a day. Default: 60000.
    #[serde(default = "lease_ms")]
    #[schema(minimum = 1, maximum = 86_400_000)]
    pub(crate) lease_ms: u64,
}

/// What it gets.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct LeaseAnswer {
    /// The task; nothing where none is due.
    pub(crate) task: Option<Leased>,
}

/// A task that a worker holds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = HeldTask)]
pub(crate) struct Named {
    /// Its queue.
    pub(crate) queue: String,
    /// Its name in the queue.
    pub(crate) task_id: String,
    /// The name of the worker that holds it.
    pub(crate) owner: String,
}

/// A sign of life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Heartbeat {
    /// The task.
    #[serde(flatten)]
    pub(crate) task: Named,
    /// Its number: a worker counts up.
    pub(crate) index: u64,
    /// What the worker is doing.
    pub(crate) message: String,
}

/// The end of an attempt.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Finish {
    /// The task.
    #[serde(flatten)]
    pub(crate) task: Named,
    /// What came of it.
    pub(crate) outcome: Outcome,
}
