//! A run: one named test of a release.

use sea_orm::entity::prelude::*;

/// A run: one named test of a release.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "run")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The release.
    #[sea_orm(unique_key = "run")]
    pub release_id: i64,
    /// Its name.
    #[sea_orm(unique_key = "run", column_type = "String(StringLen::N(500))")]
    pub name: String,
    /// The build of the release, so that every question can be asked of one build.
    #[sea_orm(indexed)]
    pub build_id: i64,
    /// A `RunStatus`; always what `state` gives.
    pub status: String,
    /// Whether lists show it first; `RunStatus::is_problem`.
    pub problem: bool,
    /// Whether its release may have to wait for it; `Run::blocks`, its tasks aside. Rows that are older than the column
    /// have it, whatever they are.
    pub blocks: bool,
    /// What is known of it: `depicted::workflow::Run`.
    pub state: Json,
    /// The page after.
    #[sea_orm(column_type = "Text")]
    pub url: Option<String>,
    /// The picture after, an artifact.
    pub image: Option<String>,
    /// Its log.
    pub log: Option<String>,
    /// Its capture configuration.
    pub config: Option<String>,
    /// The page before.
    #[sea_orm(column_type = "Text")]
    pub ref_url: Option<String>,
    /// The picture before.
    pub ref_image: Option<String>,
    /// Its log.
    pub ref_log: Option<String>,
    /// Its capture configuration.
    pub ref_config: Option<String>,
    /// The highlighted picture.
    pub diff_image: Option<String>,
    /// What the comparison said.
    pub diff_log: Option<String>,
    /// A small picture for lists, of the difference, or of the picture after.
    pub thumbnail: Option<String>,
    /// The difference, 0 to 1.
    pub distortion: Option<f64>,
    /// The engine's report: counts and regions.
    pub report: Option<Json>,
    /// When it was first heard of.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
    /// Who approved or rejected it last.
    pub decided_by: Option<i64>,
    /// When.
    pub decided: Option<i64>,
    /// Why, in the reviewer's words.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
