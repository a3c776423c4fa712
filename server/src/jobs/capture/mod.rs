//! A task of capturing: a configuration in, the picture of a page out.

mod browser;

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, anyhow};
use depicted::workflow::ArtifactId;
use serde::Deserialize;

use super::desk::{Desk, Leased, Outcome};
use super::failure::{Failure, again, never};
use super::held::Step;

pub(super) use browser::Browser;

/// What a task of the queue asks for.
#[derive(Debug, Deserialize)]
struct Payload {
    url: String,
    config_sha1sum: ArtifactId,
}

/// Fetches the configuration, captures, stores.
pub(super) async fn run(
    browser: &Browser,
    desk: &impl Desk,
    task: &Leased,
    build_id: i64,
    folder: &Path,
    step: &Step,
) -> Result<Outcome, Failure> {
    let payload: Payload = task.read()?;
    let config = folder.join("config.json");
    step.send_replace("fetching the configuration");
    desk.fetch(build_id, payload.config_sha1sum, &config).await.map_err(again)?;
    let config = tokio::fs::read(&config).await.map_err(|error| again(error.into()))?;
    let config = serde_json::from_slice(&config).context("the configuration is no JSON").map_err(never)?;
    step.send_replace("capturing");
    let start = Instant::now();
    let shot = browser.capture(&payload.url, &config, folder).await?;
    metrics::histogram!("depicted_capture_seconds").record(start.elapsed());
    step.send_replace("storing the picture");
    let stored = tokio::try_join!(desk.store(build_id, &shot.picture), desk.store(build_id, &shot.log));
    let (image, log) = stored.map_err(|error| again(anyhow!("cannot store the picture: {error:#}")))?;
    Ok(Outcome::Captured { image, log, ignore: shot.ignore })
}
