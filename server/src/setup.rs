//! The first start: an administrator and a key for programs, told once.

use anyhow::Result;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};

use crate::app::App;
use crate::auth::{Actor, password, secret};
use crate::service;
use crate::store::entity::user;

/// What the first start tells, and nothing tells again.
pub(crate) struct First {
    pub(crate) password: String,
    pub(crate) key: service::key::NewKey,
}

/// Makes the first administrator, `admin`, and a superuser's key, where there is no user yet.
pub(crate) async fn first(app: &App) -> Result<Option<First>> {
    if user::Entity::find().count(app.store.db()).await? > 0 {
        return Ok(None);
    }
    let words = secret::new();
    let row = user::ActiveModel {
        subject: Set("local:admin".into()),
        name: Set("admin".into()),
        email_verified: Set(false),
        password_hash: Set(Some(password::hash(&words)?)),
        superuser: Set(true),
        active: Set(true),
        created: Set(app.now().0),
        ..Default::default()
    };
    row.insert(app.store.db()).await?;
    let key = service::key::create(app, &Actor::System, None, "first key", false).await?;
    Ok(Some(First { password: words, key }))
}
