//! A key of the HTTP interface.

use sea_orm::entity::prelude::*;

/// A key of the HTTP interface.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// 32 characters; not a secret.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SHA-256 of the secret, which has 160 random bits of its own.
    pub secret_hash: String,
    /// The one build it is good for; empty for a superuser's key.
    #[sea_orm(indexed)]
    pub build_id: Option<i64>,
    /// Whether every build and the queues are open to it.
    pub superuser: bool,
    /// Whether it may do the work of its build, look at it, and nothing else.
    pub worker: bool,
    /// What it is for, 1 to 200 characters.
    pub purpose: String,
    /// When it was made.
    pub created: i64,
    /// By whom.
    pub created_by: Option<i64>,
    /// When it was revoked; it is good until then.
    pub revoked: Option<i64>,
    /// When it was last used, to the hour.
    pub last_used: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
