//! Where a worker gets its work, and what it needs of the server: in the same process, or over HTTP.

mod local;
mod remote;
pub(crate) mod wire;

use std::future::Future;
use std::path::Path;

use anyhow::{Context, Result};
use depicted::workflow::ArtifactId;
use depicted::{Rect, Report};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::failure::{Failure, never};

pub(crate) use local::Local;
pub(crate) use remote::Remote;

/// A task that somebody holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = LeasedTask)]
pub(crate) struct Leased {
    /// Its queue.
    pub(crate) queue: String,
    /// What proves the lease: to be sent with whatever is said of the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lease: Option<String>,
    /// Its name, unique in the queue.
    pub(crate) task_id: String,
    /// Which attempt this is, from 1.
    pub(crate) attempt: i64,
    /// The build that its files belong to.
    pub(crate) build_id: Option<i64>,
    /// What is to be done: JSON, as text.
    pub(crate) payload: String,
    /// How the pair is compared, for comparisons alone: as its build says, without what was masked in either picture.
    #[schema(value_type = Option<Object>)]
    pub(crate) options: Option<serde_json::Value>,
}

impl Leased {
    /// What is to be done, as the job of its queue knows it.
    pub(in crate::jobs) fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.payload).context("the task cannot be read").map_err(never)
    }

    /// For people: the queue, and the run.
    pub(crate) fn title(&self) -> String {
        let payload: serde_json::Value = serde_json::from_str(&self.payload).unwrap_or_default();
        let name = payload["run_name"].as_str().unwrap_or(&self.task_id);
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        format!("{} {name}", self.queue)
    }
}

/// How an attempt ended. Files are stored before they are named here.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// There is a picture of the page.
    Captured {
        /// The picture.
        #[schema(value_type = String, pattern = "^[0-9a-f]{40}$")]
        image: ArtifactId,
        /// What happened.
        #[schema(value_type = String, pattern = "^[0-9a-f]{40}$")]
        log: ArtifactId,
        /// Where elements were masked, in pixels of the picture: what comparisons with it leave out.
        #[serde(default)]
        #[schema(value_type = Vec<Object>)]
        ignore: Vec<Rect>,
    },
    /// Two pictures were compared.
    Compared {
        /// The engine's report.
        #[schema(value_type = Object)]
        report: Box<Report>,
        /// The highlighted picture, where they differ.
        #[schema(value_type = Option<String>, pattern = "^[0-9a-f]{40}$")]
        highlight: Option<ArtifactId>,
        /// A small picture for lists.
        #[schema(value_type = Option<String>, pattern = "^[0-9a-f]{40}$")]
        thumbnail: Option<ArtifactId>,
        /// What finds the same change elsewhere, for each region of the report: SHA-256 of its pixels, in hexadecimal
        /// digits. Empty where nothing does.
        hashes: Vec<String>,
        /// What was found, for people.
        #[schema(value_type = String, pattern = "^[0-9a-f]{40}$")]
        log: ArtifactId,
    },
    /// Neither.
    Failed {
        /// Why, in a line.
        message: String,
        /// The same for people, more than a line.
        log: String,
        /// Whether another attempt may do better.
        again: bool,
        /// What was to be seen last of a page, if it could be drawn.
        #[schema(value_type = Option<String>, pattern = "^[0-9a-f]{40}$")]
        last_frame: Option<ArtifactId>,
    },
}

impl Outcome {
    /// For people.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Captured { .. } => "captured".into(),
            Self::Compared { report, .. } if report.same() => "same".into(),
            Self::Compared { .. } => "different".into(),
            Self::Failed { message, .. } => {
                format!("failed: {}", message.chars().filter(|c| !c.is_control()).collect::<String>())
            }
        }
    }
}

/// Whether a worker still holds its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// It does.
    Kept,
    /// Somebody else may have it, or it was called off.
    Lost,
}

/// What a worker needs of a server.
pub(crate) trait Desk: Clone + Send + Sync + 'static {
    /// Ready when there may be work. To be called before a look at the queues, and waited for after it, so that nothing
    /// is missed in between.
    fn news(&self) -> impl Future<Output = ()> + Send;

    /// Takes the longest due task of the first of these queues that has one.
    fn lease(
        &self,
        queues: &[&str],
        owner: &str,
        lease_ms: u64,
    ) -> impl Future<Output = Result<Option<Leased>>> + Send;

    /// Tells that the task is worked at, and where.
    fn heartbeat(
        &self,
        task: &Leased,
        owner: &str,
        index: u64,
        step: &str,
    ) -> impl Future<Output = Result<Hold>> + Send;

    /// Gives the task back unfinished; the attempt does not count.
    fn give_back(&self, task: &Leased, owner: &str) -> impl Future<Output = Result<()>> + Send;

    /// Brings a file of a build here.
    fn fetch(&self, build_id: i64, id: ArtifactId, into: &Path) -> impl Future<Output = Result<()>> + Send;

    /// Stores a file of a build.
    fn store(&self, build_id: i64, file: &Path) -> impl Future<Output = Result<ArtifactId>> + Send;

    /// Says how the attempt ended.
    fn finish(&self, task: &Leased, owner: &str, outcome: Outcome)
    -> impl Future<Output = Result<()>> + Send;
}
