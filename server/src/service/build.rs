//! Builds.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::audit::{self, About};
use crate::app::App;
use crate::auth::{Actor, Role};
use crate::error::{Error, Result};
use crate::store::entity::{build, member};

/// Makes a build; a person who makes one becomes its administrator.
pub(crate) async fn create(app: &App, actor: &Actor, name: &str, public: bool) -> Result<build::Model> {
    let name = name.trim();
    if !(1..=200).contains(&name.chars().count()) {
        return Err(Error::bad("bad_name", "the name of a build has 1 to 200 characters"));
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    let row = build::ActiveModel {
        name: Set(name.into()),
        public: Set(public),
        send_email: Set(true),
        options: Set(json!({})),
        created: Set(now.0),
        modified: Set(now.0),
        ..Default::default()
    };
    let row = row.insert(&*tx).await?;
    if let Some(user_id) = actor.user_id() {
        let member = member::ActiveModel {
            build_id: Set(row.id),
            user_id: Set(user_id),
            role: Set(Role::Admin.name().into()),
            created: Set(now.0),
        };
        member.insert(&*tx).await?;
    }
    let about = About { build: Some(row.id), ..About::default() };
    audit::record(&*tx, now, actor, about, "created_build", name).await?;
    tx.commit().await?;
    Ok(row)
}
