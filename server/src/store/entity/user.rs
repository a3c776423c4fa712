//! A person.

use sea_orm::entity::prelude::*;

/// A person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who it is: `local:NAME`, or `oidc:ISSUER#SUBJECT`.
    #[sea_orm(unique)]
    pub subject: String,
    /// What others see.
    pub name: String,
    /// Address.
    #[sea_orm(indexed)]
    pub email: Option<String>,
    /// Whether the address was proved.
    pub email_verified: bool,
    /// Argon2id, as a PHC string; only of local users.
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    /// Whether every build and the queues are theirs.
    pub superuser: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// When they came.
    pub created: i64,
    /// When they last signed in.
    pub last_seen: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
