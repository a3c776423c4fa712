//! A task of comparing: files in, the comparison, files out.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use depicted::workflow::ArtifactId;
use depicted::{Options, Report};
use serde::Deserialize;

use super::{Compared, compare};
use crate::jobs::desk::{Desk, Leased, Outcome};
use crate::jobs::failure::{Failure, again, never};
use crate::jobs::held::Step;

/// What a task of the queue asks for.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(in crate::jobs) struct Payload {
    /// The picture after.
    pub(in crate::jobs) run_sha1sum: ArtifactId,
    /// The picture before.
    pub(in crate::jobs) reference_sha1sum: ArtifactId,
}

/// Fetches, compares, stores.
pub(in crate::jobs) async fn run(
    desk: &impl Desk,
    task: &Leased,
    build_id: i64,
    folder: &Path,
    step: &Step,
) -> Result<Outcome, Failure> {
    let payload: Payload = task.read()?;
    let options = task.options.clone().ok_or_else(|| never(anyhow!("there is no build {build_id}")))?;
    let options: Options =
        serde_json::from_value(options).context("the options of the build cannot be used").map_err(never)?;
    let [before, after] = ["before", "after"].map(|name| folder.join(name));
    step.send_replace("fetching the pictures");
    let fetched = tokio::try_join!(
        desk.fetch(build_id, payload.reference_sha1sum, &before),
        desk.fetch(build_id, payload.run_sha1sum, &after)
    );
    fetched.map_err(again)?;
    step.send_replace("comparing");
    let place = folder.to_owned();
    let made = tokio::task::spawn_blocking(move || compare(&place, &before, &after, &options));
    let compared = made.await.map_err(|error| never(anyhow!("the comparison broke off: {error}")))??;
    step.send_replace("storing what was found");
    store(desk, build_id, folder, compared).await.map_err(again)
}

async fn store(desk: &impl Desk, build_id: i64, folder: &Path, compared: Compared) -> Result<Outcome> {
    let Compared { report, highlight, thumbnail, hashes, log } = compared;
    let named = |name: &str| folder.join(name);
    tokio::fs::write(named("log.txt"), log).await?;
    let log = desk.store(build_id, &named("log.txt")).await?;
    let thumbnail = match thumbnail {
        Some(bytes) => {
            tokio::fs::write(named("thumbnail.png"), bytes).await?;
            Some(desk.store(build_id, &named("thumbnail.png")).await?)
        }
        None => None,
    };
    let highlight = match highlight {
        Some(file) => Some(desk.store(build_id, &file).await?),
        None => None,
    };
    let report: Box<Report> = Box::new(report);
    Ok(Outcome::Compared { report, highlight, thumbnail, hashes, log })
}
