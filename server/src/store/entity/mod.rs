//! The tables, one file each: what the schema is, said once.

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
pub mod user;
pub mod webhook;

use sea_orm::{DbBackend, Schema, SchemaBuilder};

/// Every table, for whoever builds or checks a schema.
pub fn schema(backend: DbBackend) -> SchemaBuilder {
    let mut all = Schema::new(backend).builder();
    all = all.register(api_key::Entity);
    all = all.register(artifact::Entity);
    all = all.register(artifact_owner::Entity);
    all = all.register(audit::Entity);
    all = all.register(build::Entity);
    all = all.register(idempotency::Entity);
    all = all.register(invitation::Entity);
    all = all.register(member::Entity);
    all = all.register(outbox::Entity);
    all = all.register(region::Entity);
    all = all.register(release::Entity);
    all = all.register(run::Entity);
    all = all.register(session::Entity);
    all = all.register(setting::Entity);
    all = all.register(task::Entity);
    all = all.register(user::Entity);
    all = all.register(webhook::Entity);
    all
}
