//! Copies a database of dpxdt, which is only read. To do it again copies what is new and doubles nothing.

mod builds;
mod files;
mod people;
mod releases;
mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::blob::Blobs;
use crate::store::Store;
use crate::store::entity::setting;
use source::Source;

/// What was copied, and what was not and why.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) copied: BTreeMap<&'static str, u64>,
    pub(crate) left: BTreeMap<String, u64>,
}

/// The copy at work.
struct Import<'a> {
    from: Source,
    store: &'a Store,
    blobs: &'a Blobs,
    now: i64,
    report: Report,
}

/// Copies everything that has a place here, and tells what was copied and what was not.
pub(crate) async fn import(
    url: &str,
    store: &Store,
    blobs: &Blobs,
    now: i64,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<Report> {
    let from = Source::open(url).await?;
    let mut import = Import { from, store, blobs, now, report: Report::default() };
    let people = import.people().await.context("people")?;
    let builds = import.builds(&people).await.context("builds")?;
    import.keys(&builds).await.context("keys")?;
    let files = import.files(&builds).await.context("files")?;
    import.releases(&builds, &files).await.context("releases")?;
    let tasks = import.from.rows("SELECT COUNT(*) AS n FROM work_queue WHERE status = 'live'").await?;
    let live = tasks.first().map_or(0, |row| row.integer("n").unwrap_or(0));
    if live > 0 {
        *import.report.left.entry("tasks that wait in its queue: enqueue them again".into()).or_default() +=
            live as u64;
    }
    for (what, number) in &import.report.copied {
        told(&format!("copied {number} {what}"));
    }
    for (what, number) in &import.report.left {
        told(&format!("left out {number} {what}"));
    }
    Ok(import.report)
}

impl Import<'_> {
    fn copied(&mut self, what: &'static str) {
        *self.report.copied.entry(what).or_default() += 1;
    }

    fn left(&mut self, why: impl Into<String>) {
        *self.report.left.entry(why.into()).or_default() += 1;
    }

    /// The number here of a row there, if it was copied before.
    async fn known(&self, db: &impl ConnectionTrait, kind: &str, old: i64) -> Result<Option<i64>> {
        let name = format!("dpxdt:{}:{kind}:{old}", self.from.name);
        let row = setting::Entity::find_by_id(name).one(db).await?;
        Ok(row.and_then(|row| row.value.parse().ok()))
    }

    /// Remembers it, in the transaction that copies it.
    async fn remember(&self, db: &impl ConnectionTrait, kind: &str, old: i64, new: i64) -> Result<()> {
        let row = setting::ActiveModel {
            name: sea_orm::ActiveValue::Set(format!("dpxdt:{}:{kind}:{old}", self.from.name)),
            value: sea_orm::ActiveValue::Set(new.to_string()),
        };
        setting::Entity::insert(row).exec_without_returning(db).await?;
        Ok(())
    }
}
