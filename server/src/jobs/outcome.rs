//! Keeps what a comparison found: files first, then everything that names them in one transaction.

use depicted::workflow::{Diff, Evidence, Finish, ReleaseId, TaskStatus};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::diff::{Compared, Payload, Place};
use crate::app::App;
use crate::error::Result;
use crate::service::{artifact, run, task};
use crate::store::Write;
use crate::store::entity::{region, run as runs, task as tasks};

/// Stores the files, finishes the task and teaches the run, all of the latter or nothing.
pub(super) async fn keep(
    app: &App,
    owner: &str,
    task: &tasks::Model,
    payload: &Payload,
    compared: Compared,
) -> Result<()> {
    let build = task.build_id.unwrap_or_default();
    let Compared { report, highlight, thumbnail, places, log } = compared;
    let log = artifact::put(app, build, log.into()).await?;
    let thumbnail = match thumbnail {
        Some(bytes) => Some(artifact::put(app, build, bytes.into()).await?.id),
        None => None,
    };
    let highlight = match highlight {
        Some(file) => Some(artifact::store(app, build, ReaderStream::new(File::open(file).await?)).await?),
        None => None,
    };
    let (log_id, distortion) = (artifact_id(&log.id), Some(report.distortion));
    let (diff, outcome) = match highlight.as_ref().and_then(|picture| artifact_id(&picture.id)) {
        Some(image) if !report.same() => (Diff::Found { image, log: log_id, distortion }, "different"),
        _ => (Diff::Same { log: log_id, distortion }, "same"),
    };
    let written = highlight.as_ref().map_or(0, |picture| u64::try_from(picture.size).unwrap_or(0));
    let pair = Some((payload.reference_sha1sum, payload.run_sha1sum));

    let now = app.now();
    let tx = app.store.begin().await?;
    let takes_reports = task::lock_release(&*tx, task).await?;
    let done = task::finish_in(&*tx, now, &task.queue, &task.task_id, owner, Finish::Done).await?;
    if done.status != task::name(TaskStatus::Done) {
        // It was called off: nobody waits for this any more.
        return Ok(());
    }
    if let (Some(run_id), true) = (task.run_id, takes_reports) {
        let row = run::learn_in(&*tx, now, run_id, &[Evidence::Diff { pair, diff }]).await?;
        // News of an earlier pair are let go, and what belongs to them, too.
        if row.diff_log.as_deref() == Some(&*log.id) {
            let mut row = runs::ActiveModel::from(row);
            row.report = Set(Some(serde_json::to_value(&report)?));
            row.thumbnail = Set(thumbnail);
            let row = row.update(&*tx).await?;
            replace_places(&tx, &row, places).await?;
        }
    }
    tx.commit().await?;
    metrics::counter!("depicted_diffs_total", "outcome" => outcome).increment(1);
    metrics::counter!("depicted_bytes_total", "direction" => "written").increment(written);
    if let Some(release) = task.release_id {
        app.changed.send(ReleaseId(release)).ok();
    }
    Ok(())
}

async fn replace_places(tx: &Write, run: &runs::Model, places: Vec<Place>) -> Result<()> {
    region::Entity::delete_many().filter(region::Column::RunId.eq(run.id)).exec(&**tx).await?;
    let rows: Vec<_> = (0..)
        .zip(places)
        .map(|(position, Place { region: place, hash })| region::ActiveModel {
            run_id: Set(run.id),
            position: Set(position),
            release_id: Set(run.release_id),
            hash: Set(hash),
            x: Set(place.x.into()),
            y: Set(place.y.into()),
            width: Set(place.width.into()),
            height: Set(place.height.into()),
            approved: Set(false),
        })
        .collect();
    for rows in rows.chunks(500) {
        region::Entity::insert_many(rows.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

fn artifact_id(id: &str) -> Option<depicted::workflow::ArtifactId> {
    depicted::workflow::ArtifactId::parse(id).ok()
}
