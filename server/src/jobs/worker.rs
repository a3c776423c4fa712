//! A worker: takes tasks at a desk, does them, says how they ended.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::desk::{Desk, Leased, Outcome};
use super::failure::{Failure, again, never};
use super::{Job, held};

/// How long a worker waits that could not ask for work.
const UNREACHABLE: Duration = Duration::from_secs(2);

/// Hears of what was done, a line a task.
pub type Teller = Arc<dyn Fn(&str) + Send + Sync>;

/// Somebody who works.
pub(super) struct Worker<D> {
    pub(super) desk: D,
    /// Its name.
    pub(super) owner: String,
    /// What it does; the first that waits comes first.
    pub(super) jobs: Vec<Job>,
    /// How long a lease lasts that nothing is heard of.
    pub(super) lease_ms: u64,
    pub(super) told: Teller,
}

impl<D: Desk> Worker<D> {
    /// Works until it is told to stop.
    pub(super) async fn run(self, stop: CancellationToken) {
        let queues: Vec<&str> = self.jobs.iter().map(Job::queue).collect();
        while !stop.is_cancelled() {
            let news = self.desk.news();
            let pause = match self.desk.lease(&queues, &self.owner, self.lease_ms).await {
                Ok(None) => None,
                Ok(Some(task)) => {
                    self.work(&task, &stop).await;
                    continue;
                }
                Err(error) => {
                    tracing::warn!("cannot look for work: {error:#}");
                    Some(UNREACHABLE)
                }
            };
            tokio::select! {
                () = news, if pause.is_none() => {}
                () = tokio::time::sleep(pause.unwrap_or_default()), if pause.is_some() => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// One task, until it ended, the lease is lost, or this process stops: then somebody else may do it.
    async fn work(&self, task: &Leased, stop: &CancellationToken) {
        let start = Instant::now();
        let (step, steps) = watch::channel("leased");
        let beat = held::beat(&self.desk, task, &self.owner, self.lease_ms, steps);
        tokio::pin!(beat);
        let outcome = tokio::select! {
            outcome = self.attempt(task, &step) => outcome,
            () = &mut beat => {
                return tracing::warn!(task = task.task_id, "the lease was lost, and the work with it");
            }
            () = stop.cancelled() => {
                if let Err(error) = self.desk.give_back(task, &self.owner).await {
                    tracing::warn!(task = task.task_id, "cannot give it back: {error:#}");
                }
                return;
            }
        };
        let line = format!("{}: {} ({:.1} s)", task.title(), outcome.title(), start.elapsed().as_secs_f64());
        let finish = self.desk.finish(task, &self.owner, outcome);
        tokio::pin!(finish);
        let ended = tokio::select! {
            ended = &mut finish => ended,
            // A task that has just ended is nobody's, either: the answer says which it is.
            () = &mut beat => finish.await,
        };
        match ended {
            Ok(()) => (self.told)(&line),
            Err(error) => {
                tracing::warn!(task = task.task_id, "what was found could not be kept: {error:#}");
            }
        }
    }

    async fn attempt(&self, task: &Leased, step: &held::Step) -> Outcome {
        let folder = match tempfile::tempdir().context("cannot make a folder") {
            Ok(folder) => folder,
            Err(error) => return self.failed(task, again(error)).await,
        };
        match self.outcome(task, folder.path(), step).await {
            Ok(outcome) => outcome,
            Err(failure) => self.failed(task, failure).await,
        }
    }

    async fn outcome(&self, task: &Leased, folder: &Path, step: &held::Step) -> Result<Outcome, Failure> {
        let job = self.jobs.iter().find(|job| job.queue() == task.queue);
        let job =
            job.ok_or_else(|| again(anyhow!("this worker does nothing of the queue {}", task.queue)))?;
        let build_id = task.build_id.ok_or_else(|| never(anyhow!("the task belongs to no build")))?;
        job.run(&self.desk, task, build_id, folder, step).await
    }

    async fn failed(&self, task: &Leased, failure: Failure) -> Outcome {
        let Failure { log, message, again, last_frame } = failure;
        tracing::warn!(task = task.task_id, queue = task.queue, attempt = task.attempt, "failed: {message}");
        let last_frame = match last_frame.zip(task.build_id) {
            Some((file, build)) => self.desk.store(build, &file).await.ok(),
            None => None,
        };
        Outcome::Failed { message, log, again, last_frame }
    }
}
