//! A release: one attempt at a named candidate of a build.

use sea_orm::entity::prelude::*;

/// A release: one attempt at a named candidate of a build.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The build.
    #[sea_orm(unique_key = "release")]
    pub build_id: i64,
    /// Its name.
    #[sea_orm(unique_key = "release")]
    pub name: String,
    /// Which attempt at the name, from 1.
    #[sea_orm(unique_key = "release")]
    pub number: i64,
    /// A `ReleaseStatus`.
    pub status: String,
    /// Where people find it.
    #[sea_orm(column_type = "Text")]
    pub url: Option<String>,
    /// When it was made.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
    /// When it was marked good or bad.
    pub decided: Option<i64>,
    /// Who did; empty for a newer attempt.
    pub decided_by: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
