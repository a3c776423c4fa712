//! What a person may do in a build.

use sea_orm::entity::prelude::*;

/// What a person may do in a build.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    /// The build.
    #[sea_orm(primary_key, auto_increment = false)]
    pub build_id: i64,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    /// A `Role`: viewer, reviewer or admin.
    pub role: String,
    /// Since when.
    pub created: i64,
}

impl ActiveModelBehavior for ActiveModel {}
