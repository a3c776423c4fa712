//! Removes what nobody needs any more: releases that were kept long enough, files that nothing names, and notes that ran
//! out.

mod files;
mod notes;
#[cfg(test)]
mod tests;

use std::fmt;

use depicted::workflow::Timestamp;

use crate::auth::Actor;
use crate::blob::Blobs;
use crate::error::Result;
use crate::service::retention;
use crate::store::Store;

/// The status of a task that waits or is leased.
const LIVE: &str = "live";

/// How it is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Only counts.
    pub(crate) dry_run: bool,
    /// Files younger than this stay: whoever stored them may be about to name them.
    pub(crate) grace_ms: i64,
}

/// What was removed, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Removed {
    pub(crate) releases: u64,
    pub(crate) files: u64,
    pub(crate) bytes: u64,
    pub(crate) sessions: u64,
    pub(crate) answers: u64,
    pub(crate) tasks: u64,
    pub(crate) messages: u64,
    pub(crate) links: u64,
}

/// Does it once. Where it stops half way it can be done again.
pub(crate) async fn collect(
    store: &Store,
    blobs: &Blobs,
    now: Timestamp,
    options: Options,
) -> Result<Removed> {
    let mut removed = Removed::default();
    let overdue = retention::overdue(store, now).await?;
    removed.releases = overdue.len() as u64;
    let gone: Vec<i64> = overdue.iter().map(|release| release.id).collect();
    if !options.dry_run {
        for id in &gone {
            retention::delete_release(store, now, &Actor::System, *id).await?;
        }
    }
    notes::collect(store, now, options, &mut removed).await?;
    files::collect(store, blobs, now, options, &gone, &mut removed).await?;
    Ok(removed)
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} releases, {} files of {} bytes, {} sessions, {} answers, {} tasks, {} messages, {} links",
            self.releases,
            self.files,
            self.bytes,
            self.sessions,
            self.answers,
            self.tasks,
            self.messages,
            self.links
        )
    }
}
