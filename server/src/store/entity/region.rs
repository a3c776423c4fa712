//! A changed place of a run, so that the same change is found in other runs of the release.

use sea_orm::entity::prelude::*;

/// A changed place of a run, so that the same change is found in other runs of the release.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "region")]
pub struct Model {
    /// The run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: i64,
    /// Which of the run's regions, from 0, in the order of the report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The release of the run.
    #[sea_orm(indexed)]
    pub release_id: i64,
    /// SHA-256 of the pixels before and after, hexadecimal.
    #[sea_orm(indexed)]
    pub hash: String,
    /// Left edge, in pixels of the compared canvas.
    pub x: i64,
    /// Top edge.
    pub y: i64,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// Whether a person approved this change.
    pub approved: bool,
}

impl ActiveModelBehavior for ActiveModel {}
