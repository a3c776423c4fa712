//! The jobs of a server, done in another process.

use std::path::Path;
#[cfg(feature = "capture")]
use std::sync::Arc;

use depicted_client::Client;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[cfg(feature = "capture")]
use super::capture::Browser;
use super::desk::Remote;
use super::worker::{Teller, Worker};
use super::{Job, secret};
#[cfg(feature = "capture")]
use crate::settings::CaptureSettings;

/// What is worked on, what comes first first.
#[derive(Clone, Default)]
pub(crate) struct Crew(Vec<Job>);

impl Crew {
    /// Compares pictures.
    pub(crate) fn compares(&mut self) {
        self.0.push(Job::Diff);
    }

    /// Captures so many pages at once.
    ///
    /// # Errors
    /// When there is no browser; the message says how to install one.
    #[cfg(feature = "capture")]
    pub(crate) fn captures(&mut self, settings: &CaptureSettings, at_once: usize) -> anyhow::Result<()> {
        self.0.push(Job::Capture(Arc::new(Browser::find(settings, at_once)?)));
        Ok(())
    }

    /// Whether it has nothing to do.
    pub(crate) fn is_idle(&self) -> bool {
        self.0.is_empty()
    }

    /// The queues it works on.
    pub(crate) fn queues(&self) -> Vec<&'static str> {
        self.0.iter().map(Job::queue).collect()
    }
}

/// Works on so many tasks at once until `stop`; what did not end by then is given back.
pub(crate) async fn work_elsewhere(
    client: &Client,
    crew: Crew,
    at_once: usize,
    lease_ms: u64,
    stop: CancellationToken,
    told: Teller,
) {
    let (desk, process) = (Remote::new(client), secret::new_id());
    let host = host();
    let workers = TaskTracker::new();
    for number in 1..=at_once {
        let worker = Worker {
            desk: desk.clone(),
            owner: format!("{host}-{process}-{number}"),
            jobs: crew.0.clone(),
            lease_ms,
            told: told.clone(),
        };
        workers.spawn(worker.run(stop.clone()));
    }
    workers.close();
    workers.wait().await;
    #[cfg(feature = "capture")]
    for job in &crew.0 {
        if let Job::Capture(browser) = job {
            browser.close().await;
        }
    }
}

/// The name of this machine, for people who look at a lease.
fn host() -> String {
    let name = std::fs::read_to_string(Path::new("/proc/sys/kernel/hostname")).unwrap_or_default();
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(60).collect();
    if name.is_empty() { "worker".into() } else { name }
}
