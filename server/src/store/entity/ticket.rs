//! A link that works once: to choose a password, to accept an invitation, to come back from another sign-in.

use sea_orm::entity::prelude::*;

/// A link that works once: to choose a password, to accept an invitation, to come back from another sign-in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    /// SHA-256 of what the link holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// What it is good for: a `ticket::Kind`.
    pub kind: String,
    /// For whom, where that is known.
    #[sea_orm(indexed)]
    pub user_id: Option<i64>,
    /// What has to be remembered until it is used.
    pub payload: Json,
    /// When it was made.
    pub created: i64,
    /// Until when it is good.
    pub expires: i64,
}

impl ActiveModelBehavior for ActiveModel {}
