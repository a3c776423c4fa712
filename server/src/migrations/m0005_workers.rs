//! Keys that only work, and leases that are proved by a token.

use super::steps::Steps;
use crate::store::schema::{Column, Kind};

/// Goes on.
pub(super) fn up(steps: &mut Steps) {
    steps.add_column("api_key", &Column::new("worker", Kind::Boolean).default("false"));
    steps.add_column("task", &Column::new("lease_hash", Kind::String(Some(64))).nullable());
}

/// Goes back.
pub(super) fn down(steps: &mut Steps) {
    steps.drop_column("task", "lease_hash");
    steps.drop_column("api_key", "worker");
}
