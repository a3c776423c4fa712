//! Work on lease, for workers on other machines. It takes the key of a superuser.

use depicted::workflow::TaskId;
use serde::Deserialize;
use serde_json::Value;

use crate::builder::Client;
use crate::error::Result;
use crate::send::Repeat;

/// One queue of a server, and who works on it.
#[derive(Clone, Debug)]
pub struct WorkQueue<'a> {
    client: &'a Client,
    queue: String,
    owner: String,
}

/// Work to be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewTask {
    /// What is to be done.
    pub payload: Value,
    /// Its name, unique in the queue; the server makes one up where there is none.
    pub id: Option<TaskId>,
    /// Who wants it.
    pub source: Option<String>,
}

/// Work that was taken on lease.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LeasedTask {
    /// Its name.
    pub task_id: TaskId,
    /// What is to be done.
    pub payload: Value,
    /// What the payload is.
    pub content_type: Option<String>,
    /// How often it was taken, this time included.
    pub lease_attempts: u32,
}

#[derive(Deserialize)]
struct Added {
    task_id: TaskId,
}

#[derive(Deserialize)]
struct Leased {
    tasks: Vec<LeasedTask>,
}

#[derive(Deserialize)]
struct Success {}

impl Client {
    /// A queue, as one worker sees it. `owner` is the worker's own name: leases are held to it.
    pub fn work_queue(&self, queue: impl Into<String>, owner: impl Into<String>) -> WorkQueue<'_> {
        WorkQueue { client: self, queue: queue.into(), owner: owner.into() }
    }
}

impl WorkQueue<'_> {
    /// Adds work, unless there is some of that name.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn add(&self, task: &NewTask) -> Result<TaskId> {
        let mut fields =
            vec![("payload", task.payload.to_string()), ("content_type", "application/json".into())];
        // The same name twice is one task.
        let repeat = if task.id.is_some() { Repeat::Harmless } else { Repeat::Harmful };
        fields.extend(task.id.as_ref().map(|id| ("task_id", id.to_string())));
        fields.extend(task.source.clone().map(|source| ("source", source)));
        let added: Added = self.post("add", "adding a task to", fields, repeat).await?;
        Ok(added.task_id)
    }

    /// Takes up to `count` tasks for so many seconds; none where there is no work.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn lease(&self, count: u32, timeout_seconds: u32) -> Result<Vec<LeasedTask>> {
        let fields = vec![
            ("owner", self.owner.clone()),
            ("count", count.to_string()),
            ("timeout", timeout_seconds.to_string()),
        ];
        // Tasks whose lease nobody heard of would be out of reach until it ends.
        let leased: Leased = self.post("lease", "leasing from", fields, Repeat::Harmful).await?;
        Ok(leased.tasks)
    }

    /// Keeps a task for as long as it was leased for, and says how far it is. `index` grows with each message.
    ///
    /// # Errors
    /// When the lease is over, when the server refuses, or when it cannot be reached.
    pub async fn heartbeat(&self, task: &TaskId, index: u32, message: &str) -> Result<()> {
        let fields = vec![
            ("task_id", task.to_string()),
            ("owner", self.owner.clone()),
            ("index", index.to_string()),
            ("message", message.into()),
        ];
        let _: Success = self.post("heartbeat", "keeping a task of", fields, Repeat::Harmless).await?;
        Ok(())
    }

    /// Gives a task back as done, or as failed for good with the reason.
    ///
    /// # Errors
    /// When the lease is over, when the server refuses, or when it cannot be reached.
    pub async fn finish(&self, task: &TaskId, error: Option<&str>) -> Result<()> {
        let mut fields = vec![("task_id", task.to_string()), ("owner", self.owner.clone())];
        fields.extend(error.map(|error| ("error", error.to_owned())));
        let _: Success = self.post("finish", "finishing a task of", fields, Repeat::Harmless).await?;
        Ok(())
    }

    async fn post<T: serde::de::DeserializeOwned>(
        &self,
        action: &str,
        doing: &str,
        fields: Vec<(&'static str, String)>,
        repeat: Repeat,
    ) -> Result<T> {
        let operation = format!("{doing} queue {:?}", self.queue);
        self.client.post(&operation, &["api", "work_queue", &self.queue, action], fields, repeat).await
    }
}
