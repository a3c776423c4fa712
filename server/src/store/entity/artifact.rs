//! A stored file, by the SHA-1 of its bytes.

use sea_orm::entity::prelude::*;

/// A stored file, by the SHA-1 of its bytes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "artifact")]
pub struct Model {
    /// 40 hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// In bytes.
    pub size: i64,
    /// As its first bytes say.
    pub content_type: String,
    /// When it was first stored.
    pub created: i64,
}

impl ActiveModelBehavior for ActiveModel {}
