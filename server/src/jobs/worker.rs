//! A worker in this process: leases comparisons, makes them, says how they ended.

use std::time::Duration;

use anyhow::{Context, anyhow};
use depicted::Options;
use depicted::workflow::{ArtifactId, Finish};
use futures::TryStreamExt;
use sea_orm::EntityTrait;
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::diff::{self, Failure, Payload};
use super::{held, outcome};
use crate::app::App;
use crate::service::run::diff::QUEUE;
use crate::service::{artifact, task};
use crate::store::entity::{build, task as tasks};

/// How long an idle worker waits before it looks again: other processes enqueue too.
const IDLE: Duration = Duration::from_secs(1);

/// Works until it is told to stop.
pub(super) async fn run(app: App, owner: String, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let enqueued = app.enqueued.notified();
        tokio::pin!(enqueued);
        enqueued.as_mut().enable();
        match task::lease(&app, QUEUE, &owner, 1, held::LEASE_MS).await {
            Ok(leased) if leased.is_empty() => {}
            Ok(leased) => {
                for task in leased {
                    work(&app, &owner, &task, &stop).await;
                }
                continue;
            }
            Err(error) => tracing::warn!("cannot look for work: {error}"),
        }
        tokio::select! {
            () = enqueued => {}
            () = tokio::time::sleep(IDLE) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One task, until it ended, the lease is lost, or this process stops: then somebody else may do it.
async fn work(app: &App, owner: &str, task: &tasks::Model, stop: &CancellationToken) {
    let (step, steps) = watch::channel("leased");
    tokio::select! {
        ended = attempt(app, owner, task, &step) => {
            if let Err(error) = ended {
                tracing::warn!(task = task.task_id, "what was found could not be kept: {error}");
            }
        }
        () = held::beat(app, task, owner, steps) => {
            tracing::warn!(task = task.task_id, "the lease was lost, and the work with it");
        }
        () = stop.cancelled() => {
            if let Err(error) = task::give_back(app, &task.queue, &task.task_id, owner).await {
                tracing::warn!(task = task.task_id, "cannot give it back: {error}");
            }
        }
    }
}

async fn attempt(app: &App, owner: &str, task: &tasks::Model, step: &held::Step) -> crate::error::Result<()> {
    match compare(app, task, step).await {
        Ok((payload, compared, _folder)) => {
            step.send_replace("storing what was found");
            outcome::keep(app, owner, task, &payload, compared).await
        }
        Err(Failure { log, message, again }) => {
            tracing::warn!(task = task.task_id, attempt = task.attempts, "a comparison failed: {message}");
            metrics::counter!("depicted_diffs_total", "outcome" => "failed").increment(1);
            let finish = if again { Finish::Failed { message } } else { Finish::GaveUp { message } };
            task::finish_with(app, &task.queue, &task.task_id, owner, finish, Some(log)).await
        }
    }
}

type Made = (Payload, diff::Compared, tempfile::TempDir);

async fn compare(app: &App, task: &tasks::Model, step: &held::Step) -> Result<Made, Failure> {
    let text = task.payload.as_deref().unwrap_or_default();
    let payload: Payload = serde_json::from_str(text).context("the task cannot be read").map_err(never)?;
    let build_id = task.build_id.ok_or_else(|| never(anyhow!("the task belongs to no build")))?;
    let build =
        build::Entity::find_by_id(build_id).one(app.store.db()).await.map_err(|error| again(error.into()))?;
    let build = build.ok_or_else(|| never(anyhow!("there is no build {build_id}")))?;
    let options: Options = serde_json::from_value(build.options)
        .context("the options of the build cannot be used")
        .map_err(never)?;
    let folder = tempfile::tempdir().context("cannot make a folder").map_err(again)?;
    let [before, after] = ["before", "after"].map(|name| folder.path().join(name));
    step.send_replace("fetching the pictures");
    let fetched = tokio::try_join!(
        fetch(app, build_id, payload.reference_sha1sum, &before),
        fetch(app, build_id, payload.run_sha1sum, &after)
    );
    fetched.map_err(again)?;
    step.send_replace("comparing");
    let made = tokio::task::spawn_blocking(move || {
        let compared = diff::compare(folder.path(), &before, &after, &options)?;
        Ok((payload, compared, folder))
    });
    made.await.map_err(|error| never(anyhow!("the comparison broke off: {error}")))?
}

/// Brings a file here, bit by bit.
async fn fetch(app: &App, build_id: i64, id: ArtifactId, into: &std::path::Path) -> anyhow::Result<()> {
    let (_, mut content) =
        artifact::open(app, build_id, id).await.with_context(|| format!("cannot fetch {id}"))?;
    let mut file = tokio::fs::File::create(into).await?;
    let mut bytes = 0;
    while let Some(chunk) = content.stream.try_next().await.with_context(|| format!("cannot fetch {id}"))? {
        file.write_all(&chunk).await?;
        bytes += chunk.len() as u64;
    }
    file.flush().await?;
    metrics::counter!("depicted_bytes_total", "direction" => "read").increment(bytes);
    Ok(())
}

fn again(error: anyhow::Error) -> Failure {
    Failure { again: true, ..never(error) }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped with")]
fn never(error: anyhow::Error) -> Failure {
    let message = format!("{error:#}");
    Failure { log: format!("{message}\n"), message, again: false }
}
