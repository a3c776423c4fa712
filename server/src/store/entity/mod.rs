//! The tables, one file each: what the schema is, said once.

#![expect(unreachable_pub, reason = "the derives write public items beside the ones that are written here")]

pub mod api_key;
pub mod artifact;
pub mod artifact_owner;
pub mod audit;
pub mod build;
pub mod idempotency;
pub mod invitation;
pub mod member;
pub mod outbox;
pub mod region;
pub mod release;
pub mod run;
pub mod session;
pub mod setting;
pub mod task;
pub mod ticket;
pub mod user;
pub mod webhook;

use sea_orm::sea_query::{IndexCreateStatement, TableCreateStatement};
use sea_orm::{DbBackend, EntityTrait, Schema};

/// Every table with its indexes, for whoever checks a schema.
pub fn tables(backend: DbBackend) -> Vec<(TableCreateStatement, Vec<IndexCreateStatement>)> {
    let schema = Schema::new(backend);
    vec![
        table(&schema, api_key::Entity),
        table(&schema, artifact::Entity),
        table(&schema, artifact_owner::Entity),
        table(&schema, audit::Entity),
        table(&schema, build::Entity),
        table(&schema, idempotency::Entity),
        table(&schema, invitation::Entity),
        table(&schema, member::Entity),
        table(&schema, outbox::Entity),
        table(&schema, region::Entity),
        table(&schema, release::Entity),
        table(&schema, run::Entity),
        table(&schema, session::Entity),
        table(&schema, setting::Entity),
        table(&schema, task::Entity),
        table(&schema, ticket::Entity),
        table(&schema, user::Entity),
        table(&schema, webhook::Entity),
    ]
}

/// Indexes of several columns, or of one that only cleaning asks for, which the entities have no words for.
pub const INDEXES: &[(&str, &[&str])] = &[
    ("artifact", &["created"]),
    ("artifact_owner", &["artifact_id"]),
    ("audit", &["build_id", "created"]),
    ("idempotency", &["created"]),
    ("invitation", &["email"]),
    ("member", &["user_id"]),
    ("outbox", &["delivered", "failed", "eta"]),
    ("release", &["build_id", "created"]),
    ("release", &["status", "modified"]),
    ("run", &["release_id", "blocks", "id"]),
    ("run", &["release_id", "modified"]),
    ("run", &["release_id", "problem", "name", "status"]),
    ("run", &["release_id", "status", "name"]),
    ("session", &["expires"]),
    ("task", &["build_id"]),
    ("task", &["queue", "status", "eta"]),
    ("task", &["release_id", "status"]),
    ("task", &["status", "finished"]),
    ("ticket", &["expires"]),
];

fn table<E: EntityTrait>(schema: &Schema, entity: E) -> (TableCreateStatement, Vec<IndexCreateStatement>) {
    (schema.create_table_from_entity(entity), schema.create_index_from_entity(entity))
}
