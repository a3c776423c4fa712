//! `depicted worker`: the jobs of a server, done in a process elsewhere.

use std::future::Future;

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};
use depicted_client::Client;
use tokio_util::sync::CancellationToken;

use crate::jobs::{Crew, Teller, work_elsewhere};
#[cfg(feature = "capture")]
use crate::settings::CaptureSettings;
use crate::settings::{LogFormat, check_lease};

/// What a worker works on, and how.
#[derive(Clone, Debug, Args)]
pub struct WorkerSettings {
    /// Work on this queue alone; give it again for another [default: both]
    #[arg(long = "queue", value_name = "QUEUE", id = "queue")]
    pub queues: Vec<Queue>,
    /// How many tasks are worked on at once
    #[arg(short, long, value_name = "TASKS", default_value_t = 1)]
    pub jobs: usize,
    /// How long the server waits for a sign of life until somebody else may have a task, in milliseconds
    #[arg(long, value_name = "MS", env = "DEPICTED_LEASE_MS", default_value_t = 60_000)]
    pub lease_ms: u64,
    /// What is logged, to standard error: `error`, `warn`, `info`, `debug`, or a list such as `info,hyper=debug`
    #[arg(long, value_name = "FILTER", env = "DEPICTED_LOG", default_value = "warn")]
    pub log: String,
    /// How it is written
    #[arg(long, value_name = "FORMAT", env = "DEPICTED_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// How pages are captured.
    #[cfg(feature = "capture")]
    #[command(flatten)]
    pub capture: CaptureSettings,
}

/// A queue of the server's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Queue {
    /// Pages to be captured
    Capture,
    /// Pictures to be compared
    #[value(name = "run-pdiff")]
    Diff,
}

impl WorkerSettings {
    /// Looks for what cannot work.
    ///
    /// # Errors
    /// When a number is of no use.
    pub fn check(&self) -> Result<()> {
        if !(1..=MAX_JOBS).contains(&self.jobs) {
            bail!("--jobs {} is out of range: 1 to {MAX_JOBS}", self.jobs);
        }
        #[cfg(feature = "capture")]
        self.capture.check()?;
        check_lease(self.lease_ms)
    }

    /// Whether a queue was asked for by name.
    fn names(&self, queue: Queue) -> bool {
        self.queues.contains(&queue)
    }

    fn takes(&self, queue: Queue) -> bool {
        self.queues.is_empty() || self.names(queue)
    }
}

/// The most tasks at once.
const MAX_JOBS: usize = 256;

/// Works for the server that the client speaks to until `stop` is ready, then gives back what did not end. `told` gets a
/// line for each task.
///
/// # Errors
/// When the settings are of no use, the server cannot be reached or refuses the key, or there is nothing to do.
pub async fn worker(
    settings: WorkerSettings,
    client: Client,
    stop: impl Future<Output = ()> + Send + 'static,
    told: Teller,
) -> Result<()> {
    settings.check()?;
    client
        .get_v1::<serde_json::Value>("asking for work", &["work"])
        .await
        .map_err(|error| anyhow!("this server gives no work: {error}"))?;
    let mut crew = Crew::default();
    if settings.takes(Queue::Diff) {
        crew.compares();
    }
    if settings.takes(Queue::Capture)
        && let Err(error) = captures(&mut crew, &settings)
    {
        if settings.names(Queue::Capture) || crew.is_idle() {
            return Err(error);
        }
        told(&format!("no pages are captured here: {error:#}"));
    }
    let stopping = CancellationToken::new();
    let told_to_stop = stopping.clone();
    tokio::spawn(async move {
        stop.await;
        told_to_stop.cancel();
    });
    told(&format!("works on {}, {} at once", crew.queues().join(" and "), settings.jobs));
    work_elsewhere(&client, crew, settings.jobs, settings.lease_ms, stopping, told).await;
    Ok(())
}

#[cfg(feature = "capture")]
fn captures(crew: &mut Crew, settings: &WorkerSettings) -> Result<()> {
    crew.captures(&settings.capture, settings.jobs)
}

#[cfg(not(feature = "capture"))]
fn captures(_: &mut Crew, _: &WorkerSettings) -> Result<()> {
    bail!("this program was built without captures")
}
