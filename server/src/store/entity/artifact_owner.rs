//! That a build may read an artifact.

use sea_orm::entity::prelude::*;

/// That a build may read an artifact.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "artifact_owner")]
pub struct Model {
    /// The build.
    #[sea_orm(primary_key, auto_increment = false)]
    pub build_id: i64,
    /// The artifact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub artifact_id: String,
    /// Since when.
    pub created: i64,
    /// What a comparison leaves out of it where it is a picture: rectangles in its pixels.
    pub ignore: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
