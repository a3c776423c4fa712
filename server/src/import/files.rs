//! Artifacts: the bytes from the database to where files are kept here.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use depicted::workflow::{ArtifactId, Timestamp};

use super::Import;
use crate::blob::sha1;
use crate::service::artifact;
use crate::store::entity;
use sea_orm::EntityTrait;

impl Import<'_> {
    /// Copies artifacts one by one; gives those that are here now.
    pub(super) async fn files(&mut self, builds: &HashMap<i64, i64>) -> Result<HashSet<ArtifactId>> {
        let sql = format!(
            "SELECT DISTINCT {}, {} FROM artifact_ownership",
            self.from.text(&["artifact"]),
            self.from.numbers(&["build_id"])
        );
        let mut owners: HashMap<String, Vec<i64>> = HashMap::new();
        for row in self.from.rows(&sql).await? {
            let build = row.integer("build_id").and_then(|old| builds.get(&old).copied());
            if let (Some(id), Some(build)) = (row.text("artifact"), build) {
                owners.entry(id).or_default().push(build);
            }
        }
        let sql = format!("SELECT {} FROM artifact", self.from.text(&["id", "created"]));
        let mut all = HashSet::new();
        for row in self.from.rows(&sql).await? {
            let name = row.text("id").unwrap_or_default();
            let Ok(id) = ArtifactId::parse(&name) else {
                self.left("files whose name is no SHA-1");
                continue;
            };
            let builds = owners.get(&name).map_or(&[][..], Vec::as_slice);
            if builds.is_empty() {
                self.left("files of no build");
                continue;
            }
            let known = entity::artifact::Entity::find_by_id(&*name).one(self.store.db()).await?;
            if known.is_some() && self.blobs.has(id).await.map_err(anyhow::Error::new)? {
                self.own(id, builds, row.time("created")).await?;
                all.insert(id);
                continue;
            }
            let Some(bytes) = self.from.bytes(&name).await? else {
                self.left("files that are kept elsewhere");
                continue;
            };
            if sha1(&bytes) != id {
                self.left("files whose bytes are not those of their name");
                continue;
            }
            let stored = self.blobs.put(bytes.into()).await.map_err(anyhow::Error::new)?;
            let tx = self.store.begin().await?;
            let created = Timestamp(row.time("created").unwrap_or(self.now));
            for &build in builds {
                artifact::record_in(&*tx, created, build, stored).await.map_err(anyhow::Error::new)?;
            }
            tx.commit().await?;
            self.copied("files");
            all.insert(id);
        }
        Ok(all)
    }

    async fn own(&self, id: ArtifactId, builds: &[i64], created: Option<i64>) -> Result<()> {
        let tx = self.store.begin().await?;
        let created = Timestamp(created.unwrap_or(self.now));
        for &build in builds {
            artifact::own(&*tx, created, build, &[id]).await.map_err(anyhow::Error::new)?;
        }
        tx.commit().await?;
        Ok(())
    }
}
