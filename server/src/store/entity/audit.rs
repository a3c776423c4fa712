//! What somebody did.

use sea_orm::entity::prelude::*;

/// What somebody did.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// In which build.
    #[sea_orm(indexed)]
    pub build_id: Option<i64>,
    /// To which release.
    pub release_id: Option<i64>,
    /// To which run.
    pub run_id: Option<i64>,
    /// Which person, if it was one.
    pub user_id: Option<i64>,
    /// Which key, if it was one.
    pub api_key_id: Option<String>,
    /// What: an `Action`.
    pub action: String,
    /// Details for people.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// When.
    pub created: i64,
}

impl ActiveModelBehavior for ActiveModel {}
