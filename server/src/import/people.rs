//! People, who sign in by what they signed in with there, and keys, whose secrets are hashed here.

use std::collections::HashMap;

use anyhow::Result;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::Import;
use crate::auth::secret;
use crate::store::entity::{api_key, user};

/// The issuer of the accounts there.
const GOOGLE: &str = "https://accounts.google.com";

/// Whoever owned a build there.
#[derive(Clone, Debug)]
pub(super) enum Owner {
    /// A person, by the number here.
    Person(i64),
    /// An address that was invited.
    Invited(String),
}

impl Import<'_> {
    /// Copies people; gives who is who by the name there.
    pub(super) async fn people(&mut self) -> Result<HashMap<String, Owner>> {
        let sql = format!(
            "SELECT {}, {} FROM `user`",
            self.from.text(&["id", "email_address", "created", "last_seen"]),
            self.from.numbers(&["superuser"])
        );
        let mut all = HashMap::new();
        for row in self.from.rows(&sql).await? {
            let Some(id) = row.text("id") else { continue };
            if let Some(email) = id.strip_prefix("email_invitation:") {
                all.insert(id.clone(), Owner::Invited(email.trim().to_lowercase()));
                continue;
            }
            let Some(subject) = id.strip_prefix("google_oauth2:") else {
                self.left(format!("people who signed in by '{}'", id.split(':').next().unwrap_or_default()));
                continue;
            };
            let subject = format!("oidc:{GOOGLE}#{subject}");
            let tx = self.store.begin().await?;
            let known = user::Entity::find().filter(user::Column::Subject.eq(&subject)).one(&*tx).await?;
            let number = if let Some(known) = known {
                known.id
            } else {
                let email = row.text("email_address").map(|email| email.to_lowercase());
                let person = user::ActiveModel {
                    subject: Set(subject),
                    name: Set(email.clone().unwrap_or_else(|| id.clone())),
                    email_verified: Set(email.is_some()),
                    email: Set(email),
                    password_hash: Set(None),
                    superuser: Set(row.yes("superuser")),
                    active: Set(true),
                    created: Set(row.time("created").unwrap_or(self.now)),
                    last_seen: Set(row.time("last_seen")),
                    ..Default::default()
                };
                let number = person.insert(&*tx).await?.id;
                self.copied("people");
                number
            };
            tx.commit().await?;
            all.insert(id, Owner::Person(number));
        }
        Ok(all)
    }

    /// Copies keys, with their names; their secrets stay good, and only their hashes are kept.
    pub(super) async fn keys(&mut self, builds: &HashMap<i64, i64>) -> Result<()> {
        let sql = format!(
            "SELECT {}, {} FROM api_key",
            self.from.text(&["id", "secret", "purpose", "created", "modified"]),
            self.from.numbers(&["active", "superuser", "build_id"])
        );
        for row in self.from.rows(&sql).await? {
            let (Some(id), Some(words)) = (row.text("id"), row.text("secret")) else { continue };
            let superuser = row.yes("superuser");
            let build_id = row.integer("build_id").and_then(|old| builds.get(&old).copied());
            if !superuser && build_id.is_none() {
                self.left("keys of no build");
                continue;
            }
            if api_key::Entity::find_by_id(&*id).one(self.store.db()).await?.is_some() {
                continue;
            }
            // There it is not written when a key was revoked.
            let changed = row.time("modified").unwrap_or(self.now);
            let key = api_key::ActiveModel {
                worker: Set(false),
                id: Set(id),
                secret_hash: Set(secret::hash(&words)),
                build_id: Set(if superuser { None } else { build_id }),
                superuser: Set(superuser),
                purpose: Set(row.text("purpose").unwrap_or_else(|| "imported".into())),
                created: Set(row.time("created").unwrap_or(self.now)),
                created_by: Set(None),
                revoked: Set((!row.yes("active")).then_some(changed)),
                last_used: Set(None),
            };
            key.insert(self.store.db()).await?;
            self.copied("keys");
        }
        Ok(())
    }
}
