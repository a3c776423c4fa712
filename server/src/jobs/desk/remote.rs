//! The desk of a server elsewhere, over HTTP.

use std::path::Path;
use std::time::Duration;

use anyhow::anyhow;
use depicted::workflow::{ArtifactId, BuildId};
use depicted_client::{Backoff, Client, Repeat};
use tokio::fs::File;

use super::wire::{Finish, Heartbeat, LeaseAnswer, LeaseRequest, Named};
use super::{Desk, Hold, Leased, Outcome};

/// How long an idle worker waits before it asks again.
const IDLE: Duration = Duration::from_secs(1);
/// What was found is told again until a server that was restarted is back.
const PATIENT: Backoff =
    Backoff { attempts: 9, first: Duration::from_millis(250), longest: Duration::from_secs(5) };

/// A desk behind a network.
#[derive(Clone)]
pub(crate) struct Remote {
    patient: Client,
    /// For what comes again anyway.
    once: Client,
}

impl Remote {
    /// A desk of the server that this client speaks to, with a key that may work.
    pub(crate) fn new(client: &Client) -> Self {
        Self { patient: client.with_backoff(PATIENT), once: client.with_backoff(Backoff::NEVER) }
    }
}

/// An error of the client says all in its first line.
#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped with")]
fn plain(error: depicted_client::Error) -> anyhow::Error {
    anyhow!("{error}")
}

/// A task, by its name, who holds it, and the proof.
fn named(task: &Leased, owner: &str) -> Named {
    Named {
        queue: task.queue.clone(),
        task_id: task.task_id.clone(),
        owner: owner.into(),
        lease: task.lease.clone(),
    }
}

impl Desk for Remote {
    async fn news(&self) {
        tokio::time::sleep(IDLE).await;
    }

    async fn lease(&self, queues: &[&str], owner: &str, lease_ms: u64) -> anyhow::Result<Option<Leased>> {
        let queues = queues.iter().map(|queue| (*queue).to_owned()).collect();
        let body = LeaseRequest { queues, owner: owner.into(), lease_ms };
        // A second lease would leave the first one to nobody.
        let answer: LeaseAnswer =
            self.once.post_v1("lease", &["work", "lease"], &body, Repeat::Harmful).await.map_err(plain)?;
        Ok(answer.task)
    }

    async fn heartbeat(&self, task: &Leased, owner: &str, index: u64, step: &str) -> anyhow::Result<Hold> {
        let body = Heartbeat { task: named(task, owner), index, message: step.into() };
        let heard = self.once.post_v1::<()>("heartbeat", &["work", "heartbeat"], &body, Repeat::Harmful);
        match heard.await {
            Ok(()) => Ok(Hold::Kept),
            Err(error) if matches!(error.status(), Some(404 | 409)) => Ok(Hold::Lost),
            Err(error) => Err(plain(error)),
        }
    }

    async fn give_back(&self, task: &Leased, owner: &str) -> anyhow::Result<()> {
        let body = named(task, owner);
        let given = self.once.post_v1("giving back", &["work", "give-back"], &body, Repeat::Harmful);
        given.await.map_err(plain)
    }

    async fn fetch(&self, build_id: i64, id: ArtifactId, into: &Path) -> anyhow::Result<()> {
        let mut file = File::create(into).await?;
        self.patient.of_build(BuildId(build_id)).download(id, &mut file).await.map_err(plain)?;
        Ok(())
    }

    async fn store(&self, build_id: i64, file: &Path) -> anyhow::Result<ArtifactId> {
        self.patient.of_build(BuildId(build_id)).upload(file).await.map_err(plain)
    }

    async fn finish(&self, task: &Leased, owner: &str, outcome: Outcome) -> anyhow::Result<()> {
        let body = Finish { task: named(task, owner), outcome };
        let told = self.patient.post_v1("finishing", &["work", "finish"], &body, Repeat::Harmless);
        told.await.map_err(plain)
    }
}
