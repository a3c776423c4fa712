//! A build: a project whose releases are reviewed.

use sea_orm::entity::prelude::*;

/// A build: a project whose releases are reviewed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "build")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What people call it; not unique.
    pub name: String,
    /// Whether anybody may read it.
    pub public: bool,
    /// Whether mail is sent when a release is ready.
    pub send_email: bool,
    /// A list that gets the mail in place of the administrators.
    pub email_alias: Option<String>,
    /// The options of its comparisons, in the engine's words.
    pub options: Json,
    /// After how many days decided releases are removed; never where empty.
    pub retention_days: Option<i64>,
    /// Milliseconds since 1970, like every time here.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
}

impl ActiveModelBehavior for ActiveModel {}
