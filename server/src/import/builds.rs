//! Builds, who may do what in them, and what was done.

use std::collections::HashMap;

use anyhow::Result;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::Import;
use super::people::Owner;
use crate::auth::Role;
use crate::store::entity::{audit, build, invitation, member};

impl Import<'_> {
    /// Copies builds; gives their numbers here by their numbers there.
    pub(super) async fn builds(&mut self, people: &HashMap<String, Owner>) -> Result<HashMap<i64, i64>> {
        let sql = format!(
            "SELECT {}, {} FROM build ORDER BY id",
            self.from.numbers(&["id", "public", "send_email"]),
            self.from.text(&["name", "email_alias", "created", "modified"])
        );
        let mut all = HashMap::new();
        for row in self.from.rows(&sql).await? {
            let Some(old) = row.integer("id") else { continue };
            if let Some(new) = self.known(self.store.db(), "build", old).await? {
                all.insert(old, new);
                continue;
            }
            let tx = self.store.begin().await?;
            let copy = build::ActiveModel {
                name: Set(row.text("name").unwrap_or_else(|| format!("Build {old}"))),
                public: Set(row.yes("public")),
                send_email: Set(row.yes("send_email")),
                email_alias: Set(row.text("email_alias")),
                options: Set(json!({})),
                retention_days: Set(None),
                created: Set(row.time("created").unwrap_or(self.now)),
                modified: Set(row.time("modified").unwrap_or(self.now)),
                ..Default::default()
            };
            let new = copy.insert(&*tx).await?.id;
            self.remember(&*tx, "build", old, new).await?;
            tx.commit().await?;
            self.copied("builds");
            all.insert(old, new);
        }
        self.owners(people, &all).await?;
        self.log(people, &all).await?;
        Ok(all)
    }

    async fn owners(&mut self, people: &HashMap<String, Owner>, builds: &HashMap<i64, i64>) -> Result<()> {
        let sql = format!(
            "SELECT DISTINCT {}, {} FROM build_ownership",
            self.from.numbers(&["build_id"]),
            self.from.text(&["user_id"])
        );
        for row in self.from.rows(&sql).await? {
            let build_id = row.integer("build_id").and_then(|old| builds.get(&old).copied());
            let owner = row.text("user_id").and_then(|id| people.get(&id).cloned());
            let (Some(build_id), Some(owner)) = (build_id, owner) else {
                self.left("owners of builds who are not known");
                continue;
            };
            let role = Role::Admin.name();
            let new = match owner {
                Owner::Person(user_id) => {
                    let row = member::ActiveModel {
                        build_id: Set(build_id),
                        user_id: Set(user_id),
                        role: Set(role.into()),
                        created: Set(self.now),
                    };
                    let known = member::Entity::find_by_id((build_id, user_id)).one(self.store.db()).await?;
                    known.is_none() && row.insert(self.store.db()).await.is_ok()
                }
                Owner::Invited(email) => {
                    let row = invitation::ActiveModel {
                        build_id: Set(build_id),
                        role: Set(role.into()),
                        invited_by: Set(None),
                        created: Set(self.now),
                        ..Default::default()
                    };
                    let known = invitation::Entity::find()
                        .filter(invitation::Column::BuildId.eq(build_id))
                        .filter(invitation::Column::Email.eq(&email))
                        .one(self.store.db())
                        .await?;
                    let row = invitation::ActiveModel { email: Set(email), ..row };
                    known.is_none() && row.insert(self.store.db()).await.is_ok()
                }
            };
            if new {
                self.copied("owners of builds");
            }
        }
        Ok(())
    }

    async fn log(&mut self, people: &HashMap<String, Owner>, builds: &HashMap<i64, i64>) -> Result<()> {
        let sql = format!(
            "SELECT {}, {} FROM admin_log ORDER BY id",
            self.from.numbers(&["id", "build_id"]),
            self.from.text(&["user_id", "created", "log_type", "message"])
        );
        for row in self.from.rows(&sql).await? {
            let build_id = row.integer("build_id").and_then(|old| builds.get(&old).copied());
            let (Some(old), Some(build_id)) = (row.integer("id"), build_id) else { continue };
            if self.known(self.store.db(), "log", old).await?.is_some() {
                continue;
            }
            let user_id = row.text("user_id").and_then(|id| match people.get(&id) {
                Some(Owner::Person(number)) => Some(*number),
                _ => None,
            });
            let tx = self.store.begin().await?;
            let entry = audit::ActiveModel {
                build_id: Set(Some(build_id)),
                user_id: Set(user_id),
                action: Set(row.text("log_type").unwrap_or_else(|| "unknown".into())),
                message: Set(row.text("message").unwrap_or_default()),
                created: Set(row.time("created").unwrap_or(self.now)),
                ..Default::default()
            };
            let new = entry.insert(&*tx).await?.id;
            self.remember(&*tx, "log", old, new).await?;
            tx.commit().await?;
            self.copied("entries of the log");
        }
        Ok(())
    }
}
