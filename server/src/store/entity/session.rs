//! That somebody is signed in.

use sea_orm::entity::prelude::*;

/// That somebody is signed in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of what the cookie holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Who.
    #[sea_orm(indexed)]
    pub user_id: i64,
    /// The token that forms have to send.
    pub csrf: String,
    /// Since when.
    pub created: i64,
    /// When a page was last asked for.
    pub last_seen: i64,
    /// When it ends.
    pub expires: i64,
    /// What the browser called itself, for the list of sessions.
    #[sea_orm(column_type = "Text")]
    pub agent: Option<String>,
    /// Who.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: HasOne<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
