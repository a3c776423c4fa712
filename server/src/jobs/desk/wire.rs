//! What a worker elsewhere and the server say to each other, in JSON.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{Leased, Outcome};

/// How long a lease lasts where nobody says so.
pub(crate) const LEASE_MS: u64 = 60_000;

fn lease_ms() -> u64 {
    LEASE_MS
}

/// A number without a fraction, however it is written: to JSON, 60000 and 6e4 are the same.
fn whole<'de, D: Deserializer<'de>>(text: D) -> Result<u64, D::Error> {
    let number = serde_json::Number::deserialize(text)?;
    let written =
        number.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=MOST_EXACT).contains(number));
    let whole = number.as_u64().or(written.map(|number| number as u64));
    whole.ok_or_else(|| D::Error::custom(format!("{number} is no whole number from 0 on")))
}

/// Up to here every whole number is a float: 2^53.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

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
    #[serde(default = "lease_ms", deserialize_with = "whole")]
    #[schema(minimum = 1, maximum = 86_400_000)]
    pub(crate) lease_ms: u64,
}

/// Whose tasks a key works on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct WorkView {
    /// The one build; nothing where it is all of them.
    pub(crate) build_id: Option<i64>,
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
    /// What came with the lease, and proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lease: Option<String>,
}

/// A sign of life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Heartbeat {
    /// The task.
    #[serde(flatten)]
    pub(crate) task: Named,
    /// Its number: a worker counts up.
    #[serde(deserialize_with = "whole")]
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
