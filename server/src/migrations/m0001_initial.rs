//! The first schema. It stays as it is, whatever becomes of the entities.

use super::steps::Steps;
use crate::store::schema::Kind::{Boolean, Integer, Json, Real, String, Text};
use crate::store::schema::Table;

/// What people and programs type.
const NAME: super::Kind = String(Some(255));
/// A digest, or a number of 128 bits, in hexadecimal.
const DIGEST: super::Kind = String(Some(64));

/// Makes every table.
pub(super) fn up(steps: &mut Steps) {
    let tables = [people(), builds(), releases(), rest()];
    for table in tables.into_iter().flatten() {
        steps.create(&table);
    }
}

/// Removes every table, and everything in them.
pub(super) fn down(steps: &mut Steps) {
    let tables = [people(), builds(), releases(), rest()];
    for table in tables.into_iter().flatten().collect::<Vec<_>>().iter().rev() {
        steps.drop_table(&table.name);
    }
}

fn people() -> Vec<Table> {
    vec![
        Table::new("user")
            .numbered()
            .column("subject", String(Some(512)))
            .column("name", NAME)
            .nullable("email", NAME)
            .column("email_verified", Boolean)
            .nullable("password_hash", Text)
            .column("superuser", Boolean)
            .column("active", Boolean)
            .column("created", Integer)
            .nullable("last_seen", Integer)
            .unique(&["subject"])
            .index(&["email"]),
        Table::new("session")
            .column("id_hash", DIGEST)
            .column("user_id", Integer)
            .column("csrf", NAME)
            .column("created", Integer)
            .column("last_seen", Integer)
            .column("expires", Integer)
            .nullable("agent", Text)
            .primary(&["id_hash"])
            .index(&["user_id"])
            .index(&["expires"])
            .part_of("user_id", "user"),
    ]
}

fn builds() -> Vec<Table> {
    vec![
        Table::new("build")
            .numbered()
            .column("name", NAME)
            .column("public", Boolean)
            .column("send_email", Boolean)
            .nullable("email_alias", NAME)
            .column("options", Json)
            .nullable("retention_days", Integer)
            .column("created", Integer)
            .column("modified", Integer),
        Table::new("member")
            .column("build_id", Integer)
            .column("user_id", Integer)
            .column("role", NAME)
            .column("created", Integer)
            .primary(&["build_id", "user_id"])
            .index(&["user_id"])
            .part_of("build_id", "build")
            .part_of("user_id", "user"),
        Table::new("invitation")
            .numbered()
            .column("build_id", Integer)
            .column("email", NAME)
            .column("role", NAME)
            .nullable("invited_by", Integer)
            .column("created", Integer)
            .unique(&["build_id", "email"])
            .index(&["email"])
            .part_of("build_id", "build"),
        Table::new("api_key")
            .column("id", NAME)
            .column("secret_hash", DIGEST)
            .nullable("build_id", Integer)
            .column("superuser", Boolean)
            .column("purpose", NAME)
            .column("created", Integer)
            .nullable("created_by", Integer)
            .nullable("revoked", Integer)
            .nullable("last_used", Integer)
            .primary(&["id"])
            .index(&["build_id"])
            .part_of("build_id", "build"),
        Table::new("webhook")
            .numbered()
            .column("build_id", Integer)
            .column("url", Text)
            .column("secret", NAME)
            .column("active", Boolean)
            .column("created", Integer)
            .index(&["build_id"])
            .part_of("build_id", "build"),
        Table::new("artifact")
            .column("id", String(Some(100)))
            .column("size", Integer)
            .column("content_type", NAME)
            .column("created", Integer)
            .primary(&["id"])
            .index(&["created"]),
        Table::new("artifact_owner")
            .column("build_id", Integer)
            .column("artifact_id", String(Some(100)))
            .column("created", Integer)
            .primary(&["build_id", "artifact_id"])
            .index(&["artifact_id"])
            .part_of("build_id", "build"),
    ]
}

fn releases() -> Vec<Table> {
    let mut run = Table::new("run")
        .numbered()
        .column("release_id", Integer)
        .column("name", String(Some(500)))
        .column("build_id", Integer)
        .column("status", NAME)
        .column("problem", Boolean)
        .column("state", Json)
        .nullable("url", Text)
        .nullable("ref_url", Text)
        .nullable("distortion", Real)
        .nullable("report", Json)
        .column("created", Integer)
        .column("modified", Integer)
        .nullable("decided_by", Integer)
        .nullable("decided", Integer)
        .nullable("reason", Text)
        .unique(&["release_id", "name"])
        .index(&["build_id"])
        .index(&["release_id", "problem", "name"])
        .part_of("release_id", "release");
    let artifacts = [
        "image",
        "log",
        "config",
        "ref_image",
        "ref_log",
        "ref_config",
        "diff_image",
        "diff_log",
        "thumbnail",
    ];
    for column in artifacts {
        run = run.nullable(column, String(Some(100)));
    }
    vec![
        Table::new("release")
            .numbered()
            .column("build_id", Integer)
            .column("name", NAME)
            .column("number", Integer)
            .column("status", NAME)
            .nullable("url", Text)
            .column("created", Integer)
            .column("modified", Integer)
            .nullable("decided", Integer)
            .nullable("decided_by", Integer)
            .unique(&["build_id", "name", "number"])
            .index(&["build_id", "created"])
            .index(&["status", "modified"])
            .part_of("build_id", "build"),
        run,
        Table::new("region")
            .column("run_id", Integer)
            .column("position", Integer)
            .column("release_id", Integer)
            .column("hash", DIGEST)
            .column("x", Integer)
            .column("y", Integer)
            .column("width", Integer)
            .column("height", Integer)
            .column("approved", Boolean)
            .primary(&["run_id", "position"])
            .index(&["release_id"])
            .index(&["hash"])
            .part_of("run_id", "run"),
    ]
}

fn rest() -> Vec<Table> {
    vec![
        Table::new("task")
            .numbered()
            .column("queue", String(Some(100)))
            .column("task_id", NAME)
            .column("status", String(Some(32)))
            .column("eta", Integer)
            .nullable("build_id", Integer)
            .nullable("release_id", Integer)
            .nullable("run_id", Integer)
            .nullable("source", String(Some(500)))
            .nullable("payload", Text)
            .nullable("content_type", NAME)
            .column("created", Integer)
            .nullable("finished", Integer)
            .column("attempts", Integer)
            .nullable("last_lease", Integer)
            .nullable("owner", String(Some(500)))
            .nullable("lease_ms", Integer)
            .nullable("heartbeat", Text)
            .nullable("heartbeat_number", Integer)
            .unique(&["queue", "task_id"])
            .index(&["queue", "status", "eta"])
            .index(&["eta"])
            .index(&["build_id"])
            .index(&["release_id"])
            .index(&["run_id"])
            .index(&["status", "finished"]),
        Table::new("audit")
            .numbered()
            .nullable("build_id", Integer)
            .nullable("release_id", Integer)
            .nullable("run_id", Integer)
            .nullable("user_id", Integer)
            .nullable("api_key_id", NAME)
            .column("action", NAME)
            .column("message", Text)
            .column("created", Integer)
            .index(&["build_id"])
            .index(&["build_id", "created"]),
        Table::new("outbox")
            .numbered()
            .column("kind", NAME)
            .nullable("build_id", Integer)
            .column("target", Text)
            .column("dedupe", String(Some(512)))
            .column("payload", Json)
            .column("eta", Integer)
            .column("attempts", Integer)
            .column("created", Integer)
            .nullable("delivered", Integer)
            .nullable("failed", Integer)
            .nullable("last_error", Text)
            .unique(&["dedupe"])
            .index(&["build_id"])
            .index(&["eta"]),
        Table::new("idempotency")
            .column("owner", NAME)
            .column("token", NAME)
            .column("request_hash", DIGEST)
            .column("status", Integer)
            .column("body", Json)
            .column("created", Integer)
            .primary(&["owner", "token"])
            .index(&["created"]),
        Table::new("setting").column("name", NAME).column("value", Text).primary(&["name"]),
    ]
}
