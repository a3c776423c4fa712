//! The task that compares the pictures of a run.

use depicted::workflow::{ArtifactId, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::capture::once;
use crate::error::Result;
use crate::service::task::NewTask;
use crate::store::entity::{release, run};

/// The queue of comparisons.
pub(crate) const QUEUE: &str = "run-pdiff";

/// Asks for the comparison of a pair, once, and calls off that of an earlier pair.
pub(super) async fn enqueue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release: &release::Model,
    run: &run::Model,
    (before, after): (ArtifactId, ArtifactId),
) -> Result<()> {
    let task = NewTask {
        queue: QUEUE,
        task_id: format!("{}:{after}:{before}", run.id),
        build_id: Some(release.build_id),
        release_id: Some(release.id),
        run_id: Some(run.id),
        source: Some("report_run".into()),
        payload: json!({
            "build_id": release.build_id,
            "release_name": release.name,
            "release_number": release.number,
            "run_name": run.name,
            "run_sha1sum": after,
            "reference_sha1sum": before,
        }),
    };
    once(tx, now, task, |_| true).await?;
    Ok(())
}
