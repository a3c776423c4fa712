//! A message that is to leave: mail, or a call of a webhook.

use sea_orm::entity::prelude::*;

/// A message that is to leave: mail, or a call of a webhook.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// `mail` or `webhook`.
    pub kind: String,
    /// About which build.
    #[sea_orm(indexed)]
    pub build_id: Option<i64>,
    /// The address, or the URL.
    #[sea_orm(column_type = "Text")]
    pub target: String,
    /// What keeps the same message from being sent twice.
    #[sea_orm(unique)]
    pub dedupe: String,
    /// What is sent.
    pub payload: Json,
    /// When it is tried next.
    #[sea_orm(indexed)]
    pub eta: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was written.
    pub created: i64,
    /// When it arrived.
    pub delivered: Option<i64>,
    /// When it was given up.
    pub failed: Option<i64>,
    /// What was last in the way.
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    /// Which webhook it is for.
    #[sea_orm(indexed)]
    pub webhook_id: Option<i64>,
    /// The status of the last answer of a webhook.
    pub answer: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
