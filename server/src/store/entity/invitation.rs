//! That an address may join a build.

use sea_orm::entity::prelude::*;

/// That an address may join a build.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The build.
    #[sea_orm(unique_key = "invitation")]
    pub build_id: i64,
    /// The address, in lower case.
    #[sea_orm(unique_key = "invitation")]
    pub email: String,
    /// What they may do then.
    pub role: String,
    /// By whom.
    pub invited_by: Option<i64>,
    /// When.
    pub created: i64,
}

impl ActiveModelBehavior for ActiveModel {}
