//! Where a build tells of its releases.

use sea_orm::entity::prelude::*;

/// Where a build tells of its releases.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The build.
    #[sea_orm(indexed)]
    pub build_id: i64,
    /// Whom to call.
    #[sea_orm(column_type = "Text")]
    pub url: String,
    /// What the calls are signed with.
    pub secret: String,
    /// Whether it is called.
    pub active: bool,
    /// Since when.
    pub created: i64,
    /// What it is told of, separated by commas; everything where it is empty.
    pub events: String,
}

impl ActiveModelBehavior for ActiveModel {}
