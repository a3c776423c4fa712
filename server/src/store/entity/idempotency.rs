//! What was answered to a request that may be sent again.

use sea_orm::entity::prelude::*;

/// What was answered to a request that may be sent again.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// The key or person that asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: String,
    /// The `Idempotency-Key` it sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token: String,
    /// SHA-256 of the request, so that another one under the same token is refused.
    pub request_hash: String,
    /// What was answered: the status.
    pub status: i64,
    /// And the body.
    pub body: Json,
    /// When.
    pub created: i64,
}

impl ActiveModelBehavior for ActiveModel {}
