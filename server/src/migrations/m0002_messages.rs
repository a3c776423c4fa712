//! Messages that leave and what became of them, links that work once, and the index that counts the runs of a release.

use super::steps::Steps;
use crate::store::schema::{Column, Kind, Table};

/// Goes on.
pub(super) fn up(steps: &mut Steps) {
    steps.create(
        &Table::new("ticket")
            .column("id_hash", Kind::String(Some(64)))
            .column("kind", Kind::String(Some(32)))
            .nullable("user_id", Kind::Integer)
            .column("payload", Kind::Json)
            .column("created", Kind::Integer)
            .column("expires", Kind::Integer)
            .primary(&["id_hash"])
            .index(&["user_id"])
            .index(&["expires"])
            .part_of("user_id", "user"),
    );
    steps.add_column("webhook", &Column::new("events", Kind::String(Some(255))).default("''"));
    steps.add_column("outbox", &Column::new("webhook_id", Kind::Integer).nullable());
    steps.add_column("outbox", &Column::new("answer", Kind::Integer).nullable());
    steps.add_index("outbox", &["webhook_id"]);
    steps.add_index("outbox", &["delivered", "failed", "eta"]);
    steps.add_index("run", &["release_id", "status"]);
}

/// Goes back.
pub(super) fn down(steps: &mut Steps) {
    steps.drop_key("run", &["release_id", "status"]);
    steps.drop_key("outbox", &["delivered", "failed", "eta"]);
    steps.drop_key("outbox", &["webhook_id"]);
    steps.drop_column("outbox", "answer");
    steps.drop_column("outbox", "webhook_id");
    steps.drop_column("webhook", "events");
    steps.drop_table("ticket");
}
