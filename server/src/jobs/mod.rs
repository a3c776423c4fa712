//! Work that is done beside the requests, here or in a process elsewhere.

#[cfg(feature = "capture")]
mod capture;
mod collect;
pub(crate) mod desk;
mod diff;
mod elsewhere;
mod failure;
mod held;
mod outbox;
pub(crate) mod outcome;
mod sweep;
#[cfg(test)]
mod tests;
mod worker;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::auth::secret;
use crate::gc::Options;
use crate::service::run;
use desk::{Desk, Leased, Local, Outcome};
use failure::Failure;
use worker::Worker;

pub(crate) use elsewhere::{Crew, work_elsewhere};
pub use worker::Teller;

/// A file that is younger may be about to be named: what `depicted gc` leaves alone, too.
const GRACE_MS: i64 = 24 * 60 * 60 * 1000;

/// Our own queues.
pub(crate) const QUEUES: [&str; 2] = [run::capture::QUEUE, run::diff::QUEUE];

/// What a worker can do.
#[derive(Clone)]
enum Job {
    /// Compare two pictures.
    Diff,
    /// Capture a page.
    #[cfg(feature = "capture")]
    Capture(Arc<capture::Browser>),
}

impl Job {
    /// The queue of such tasks.
    fn queue(&self) -> &'static str {
        match self {
            Self::Diff => run::diff::QUEUE,
            #[cfg(feature = "capture")]
            Self::Capture(_) => run::capture::QUEUE,
        }
    }

    async fn run(
        &self,
        desk: &impl Desk,
        task: &Leased,
        build_id: i64,
        folder: &Path,
        step: &held::Step,
    ) -> Result<Outcome, Failure> {
        match self {
            Self::Diff => diff::run(desk, task, build_id, folder, step).await,
            #[cfg(feature = "capture")]
            Self::Capture(browser) => capture::run(browser, desk, task, build_id, folder, step).await,
        }
    }
}

/// Starts everything that runs in this process, until `stop`. `told` gets what people are to read.
pub(crate) fn start(
    app: &App,
    tasks: &TaskTracker,
    stop: &CancellationToken,
    #[cfg_attr(not(feature = "capture"), expect(unused_variables, reason = "nothing to tell"))]
    told: impl FnMut(&str),
) {
    let process = secret::new_id();
    for number in 1..=app.settings.diff_workers {
        tasks.spawn(worker(app, format!("server-{process}-{number}"), Job::Diff).run(stop.clone()));
    }
    #[cfg(feature = "capture")]
    start_captures(app, tasks, stop, &process, told);
    tasks.spawn(sweep::run(app.clone(), stop.clone()));
    for way in outbox::ways(app) {
        tasks.spawn(outbox::run(app.clone(), way, stop.clone()));
    }
    if app.settings.gc_every > 0 {
        let every = Duration::from_secs(u64::from(app.settings.gc_every) * 60 * 60);
        let options = Options { dry_run: false, grace_ms: GRACE_MS };
        tasks.spawn(collect::run(app.clone(), every, options, stop.clone()));
    }
}

/// Captures wait for a worker elsewhere where this process has no browser.
#[cfg(feature = "capture")]
fn start_captures(
    app: &App,
    tasks: &TaskTracker,
    stop: &CancellationToken,
    process: &str,
    mut told: impl FnMut(&str),
) {
    let number = app.settings.capture_workers;
    if number == 0 {
        return;
    }
    let browser = match capture::Browser::find(&app.settings.capture, number) {
        Ok(browser) => Arc::new(browser),
        Err(error) => {
            return told(&format!(
                "no pages are captured here, and captures wait for another worker: {error:#}"
            ));
        }
    };
    let workers = TaskTracker::new();
    for number in 1..=number {
        let owner = format!("server-{process}-capture-{number}");
        workers.spawn(worker(app, owner, Job::Capture(browser.clone())).run(stop.clone()));
    }
    workers.close();
    tasks.spawn(async move {
        workers.wait().await;
        browser.close().await;
    });
}

fn worker(app: &App, owner: String, job: Job) -> Worker<Local> {
    Worker {
        desk: Local(app.clone()),
        owner,
        jobs: vec![job],
        lease_ms: app.settings.lease_ms,
        told: Arc::new(|_| {}),
    }
}
