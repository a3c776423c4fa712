//! The desk of the server itself: its services, called directly.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use depicted::workflow::ArtifactId;
use futures::TryStreamExt;
use sea_orm::EntityTrait;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use super::{Desk, Hold, Leased, Outcome};
use crate::app::App;
use crate::auth::secret;
use crate::error::{Error, Result};
use crate::jobs::diff::Payload;
use crate::jobs::outcome;
use crate::service::run::diff;
use crate::service::{artifact, task};
use crate::store::entity::{build, task as tasks};

/// How long an idle worker waits before it looks again: other processes enqueue too.
const IDLE: Duration = Duration::from_secs(1);

/// A desk without a network.
#[derive(Clone)]
pub(crate) struct Local(pub(crate) App);

impl Local {
    /// See [`Desk::lease`].
    pub(crate) async fn take(&self, queues: &[&str], owner: &str, lease_ms: u64) -> Result<Option<Leased>> {
        self.take_on(queues, owner, lease_ms, &task::Terms::default()).await
    }

    /// The same for a worker elsewhere, of one build or of all: it gets a token, without which nobody speaks for it.
    pub(crate) async fn take_elsewhere(
        &self,
        queues: &[&str],
        owner: &str,
        lease_ms: u64,
        build: Option<i64>,
    ) -> Result<Option<Leased>> {
        let token = secret::new();
        let terms = task::Terms { build, hash: Some(secret::hash(&token)) };
        let taken = self.take_on(queues, owner, lease_ms, &terms).await?;
        Ok(taken.map(|task| Leased { lease: Some(token), ..task }))
    }

    async fn take_on(
        &self,
        queues: &[&str],
        owner: &str,
        lease_ms: u64,
        terms: &task::Terms,
    ) -> Result<Option<Leased>> {
        for queue in queues {
            if let Some(task) = task::lease(&self.0, queue, owner, 1, lease_ms, terms).await?.pop() {
                return Ok(Some(self.with_options(task).await?));
            }
        }
        Ok(None)
    }

    async fn with_options(&self, task: tasks::Model) -> Result<Leased> {
        let options = match task.build_id {
            Some(id) if task.queue == diff::QUEUE => {
                let build = build::Entity::find_by_id(id).one(self.0.store.db()).await?;
                let payload = task.payload.as_deref().and_then(|text| serde_json::from_str(text).ok());
                match (build, payload) {
                    (Some(build), Some(pair)) => Some(self.without_masks(build, pair).await?),
                    (build, _) => build.map(|build| build.options),
                }
            }
            _ => None,
        };
        Ok(Leased {
            lease: None,
            queue: task.queue,
            task_id: task.task_id,
            attempt: task.attempts,
            build_id: task.build_id,
            payload: task.payload.unwrap_or_default(),
            options,
        })
    }
}

impl Local {
    /// How to compare a pair: the build's options, and beside its rectangles those that were masked in either picture. What
    /// is masked on one side is painted over there, so it differs from whatever is on the other side.
    async fn without_masks(&self, build: build::Model, pair: Payload) -> Result<serde_json::Value> {
        let mut options = build.options;
        // A picture that is scaled has its masks elsewhere.
        let scaled = options["resize"].as_str().is_some_and(|resize| resize != "none");
        let pictures = [pair.run_sha1sum, pair.reference_sha1sum];
        let pictures = if scaled { &pictures[..1] } else { &pictures };
        let masked = artifact::ignored(self.0.store.db(), build.id, pictures).await?;
        if let (Some(options), false) = (options.as_object_mut(), masked.is_empty()) {
            let ignore = options.entry("ignore").or_insert_with(|| serde_json::json!([]));
            if let Some(ignore) = ignore.as_array_mut() {
                for place in masked {
                    ignore.push(serde_json::to_value(place)?);
                }
            }
        }
        Ok(options)
    }
}

impl Desk for Local {
    fn news(&self) -> impl Future<Output = ()> + Send {
        // It hears of what is told from now on, although nobody waits for it yet.
        let enqueued = self.0.enqueued.notified();
        async move {
            tokio::select! {
                () = enqueued => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        }
    }

    async fn lease(&self, queues: &[&str], owner: &str, lease_ms: u64) -> anyhow::Result<Option<Leased>> {
        Ok(self.take(queues, owner, lease_ms).await?)
    }

    async fn heartbeat(&self, task: &Leased, owner: &str, index: u64, step: &str) -> anyhow::Result<Hold> {
        match task::heartbeat(&self.0, &task.queue, &task.task_id, owner, index, step).await {
            Ok(()) => Ok(Hold::Kept),
            Err(Error::Conflict { .. } | Error::NotFound(_)) => Ok(Hold::Lost),
            Err(error) => Err(error.into()),
        }
    }

    async fn give_back(&self, task: &Leased, owner: &str) -> anyhow::Result<()> {
        Ok(task::give_back(&self.0, &task.queue, &task.task_id, owner).await?)
    }

    async fn fetch(&self, build_id: i64, id: ArtifactId, into: &Path) -> anyhow::Result<()> {
        let (_, mut content) =
            artifact::open(&self.0, build_id, id).await.with_context(|| format!("cannot fetch {id}"))?;
        let mut file = File::create(into).await?;
        let mut bytes = 0;
        while let Some(chunk) =
            content.stream.try_next().await.with_context(|| format!("cannot fetch {id}"))?
        {
            file.write_all(&chunk).await?;
            bytes += chunk.len() as u64;
        }
        file.flush().await?;
        metrics::counter!("depicted_bytes_total", "direction" => "read").increment(bytes);
        Ok(())
    }

    async fn store(&self, build_id: i64, file: &Path) -> anyhow::Result<ArtifactId> {
        let stored = artifact::store(&self.0, build_id, ReaderStream::new(File::open(file).await?)).await?;
        metrics::counter!("depicted_bytes_total", "direction" => "written")
            .increment(u64::try_from(stored.size).unwrap_or(0));
        Ok(ArtifactId::parse(&stored.id)?)
    }

    async fn finish(&self, task: &Leased, owner: &str, outcome: Outcome) -> anyhow::Result<()> {
        Ok(outcome::keep(&self.0, &task.queue, &task.task_id, owner, outcome).await?)
    }
}
