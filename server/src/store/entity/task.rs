//! A task of a queue, and its lease.

use sea_orm::entity::prelude::*;

/// A task of a queue, and its lease.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The queue.
    #[sea_orm(unique_key = "task")]
    pub queue: String,
    /// Its name, unique in the queue.
    #[sea_orm(unique_key = "task")]
    pub task_id: String,
    /// A `TaskStatus`: live, done, error or canceled.
    pub status: String,
    /// When it may be leased next.
    #[sea_orm(indexed)]
    pub eta: i64,
    /// The build it works for.
    pub build_id: Option<i64>,
    /// The release.
    pub release_id: Option<i64>,
    /// The run.
    #[sea_orm(indexed)]
    pub run_id: Option<i64>,
    /// Who enqueued it.
    pub source: Option<String>,
    /// What is to be done.
    #[sea_orm(column_type = "Text")]
    pub payload: Option<String>,
    /// Of the payload.
    pub content_type: Option<String>,
    /// When it was enqueued.
    pub created: i64,
    /// When it ended.
    pub finished: Option<i64>,
    /// How often it was leased.
    pub attempts: i64,
    /// When it was last leased, or last heard of.
    pub last_lease: Option<i64>,
    /// Who holds, or last held, the lease.
    pub owner: Option<String>,
    /// SHA-256 of the token that proves the lease, where its holder was told one.
    #[sea_orm(column_type = "String(StringLen::N(64))")]
    pub lease_hash: Option<String>,
    /// How long a lease lasts; empty where it waits.
    pub lease_ms: Option<i64>,
    /// What was last heard, or why it failed.
    #[sea_orm(column_type = "Text")]
    pub heartbeat: Option<String>,
    /// The number of that.
    pub heartbeat_number: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
