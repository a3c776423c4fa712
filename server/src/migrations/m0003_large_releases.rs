//! Indexes by which a page of a large release is read, and the mark of runs that a release may wait for.

use super::steps::Steps;
use crate::store::schema::{Column, Kind};

/// Goes on.
pub(super) fn up(steps: &mut Steps) {
    steps.add_column("run", &Column::new("blocks", Kind::Boolean).default("true"));
    steps.add_index("run", &["release_id", "blocks", "id"]);
    steps.add_index("run", &["release_id", "modified"]);
    // In the order of lists: problems first, then by name.
    steps.add_descending_index("run", &["release_id", "problem", "name", "status"], "problem");
    steps.add_index("run", &["release_id", "status", "name"]);
    steps.drop_key("run", &["release_id", "problem", "name"]);
    steps.drop_key("run", &["release_id", "status"]);
    steps.add_index("task", &["release_id", "status"]);
    steps.drop_key("task", &["release_id"]);
}

/// Goes back.
pub(super) fn down(steps: &mut Steps) {
    steps.add_index("task", &["release_id"]);
    steps.drop_key("task", &["release_id", "status"]);
    steps.add_index("run", &["release_id", "status"]);
    steps.add_index("run", &["release_id", "problem", "name"]);
    steps.drop_key("run", &["release_id", "status", "name"]);
    steps.drop_key("run", &["release_id", "problem", "name", "status"]);
    steps.drop_key("run", &["release_id", "modified"]);
    steps.drop_key("run", &["release_id", "blocks", "id"]);
    steps.drop_column("run", "blocks");
}
