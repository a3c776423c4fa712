//! Keeps what an attempt came to: its files are stored, and everything that names them is written in one transaction.

use depicted::workflow::{ArtifactId, Capture, Diff, Evidence, Finish, ReleaseId, RunStatus, TaskStatus};
use depicted::{Rect, Region, Report, Side};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::desk::Outcome;
use super::diff;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::run::{capture, diff as comparison};
use crate::service::{artifact, run, task};
use crate::store::Write;
use crate::store::entity::{region, run as runs, task as tasks};

/// The most rectangles that a picture masks: all of them are looked at for every row of a comparison.
const MOST_MASKED: usize = 10_000;

/// Finishes a task and teaches its run: all of it or nothing. To say it again is harmless.
///
/// # Errors
/// When whoever says so does not hold the task, the outcome is none of its queue, or the build has no such files.
pub(crate) async fn keep(app: &App, queue: &str, task_id: &str, owner: &str, outcome: Outcome) -> Result<()> {
    let found = tasks::Entity::find()
        .filter(tasks::Column::Queue.eq(queue))
        .filter(tasks::Column::TaskId.eq(task_id))
        .one(app.store.db())
        .await?;
    let found =
        found.ok_or_else(|| Error::not_found(format!("there is no task {task_id} in the queue {queue}")))?;
    let payload = found.payload.as_deref().unwrap_or_default();
    match outcome {
        Outcome::Failed { message, log, again, last_frame } => {
            fail(app, &found, owner, message, log, again, last_frame).await
        }
        Outcome::Captured { ignore, .. } if ignore.len() > MOST_MASKED => {
            let message = format!(
                "{} rectangles are masked, more than {MOST_MASKED}: mask a selector around them",
                ignore.len()
            );
            Err(Error::bad("bad_outcome", message))
        }
        Outcome::Captured { image, log, ignore } if queue == capture::QUEUE => {
            let of: Captured = serde_json::from_str(payload)?;
            let of = if of.baseline { Side::Before } else { Side::After };
            let capture = Capture::Captured { image, log: Some(log) };
            let found_here = Found::Picture { evidence: Evidence::Capture { of, capture }, image, ignore };
            succeed(app, &found, owner, &[image, log], found_here).await
        }
        Outcome::Compared { report, highlight, thumbnail, hashes, log } if queue == comparison::QUEUE => {
            let of: diff::Payload = serde_json::from_str(payload)?;
            let (distortion, log_id) = (Some(report.distortion), Some(log));
            let diff = match highlight {
                Some(image) if !report.same() => Diff::Found { image, log: log_id, distortion },
                _ => Diff::Same { log: log_id, distortion },
            };
            let evidence = Evidence::Diff { pair: Some((of.reference_sha1sum, of.run_sha1sum)), diff };
            let files: Vec<_> = [highlight, thumbnail, log_id].into_iter().flatten().collect();
            let found_here = Found::Difference { evidence, log, report, thumbnail, hashes };
            succeed(app, &found, owner, &files, found_here).await
        }
        Outcome::Captured { .. } | Outcome::Compared { .. } => {
            Err(Error::bad("bad_outcome", format!("this is no outcome of a task of the queue {queue}")))
        }
    }
}

/// What is read of the payload of a capture.
#[derive(Deserialize)]
struct Captured {
    baseline: bool,
}

/// What is news of a run.
enum Found {
    Picture {
        evidence: Evidence,
        image: ArtifactId,
        ignore: Vec<Rect>,
    },
    Difference {
        evidence: Evidence,
        log: ArtifactId,
        report: Box<Report>,
        thumbnail: Option<ArtifactId>,
        hashes: Vec<String>,
    },
}

impl Found {
    fn evidence(&self) -> Evidence {
        match self {
            Self::Picture { evidence, .. } | Self::Difference { evidence, .. } => *evidence,
        }
    }
}

async fn succeed(
    app: &App,
    task: &tasks::Model,
    owner: &str,
    files: &[ArtifactId],
    found: Found,
) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let takes_reports = task::lock_release(&*tx, task).await?;
    let before = tasks::Entity::find_by_id(task.id).one(&*tx).await?;
    if before.is_none_or(|task| task.status != task::name(TaskStatus::Live)) {
        // It was called off, or this was said before: nobody waits for it any more.
        return Ok(());
    }
    artifact::check_owned(&*tx, task.build_id.unwrap_or_default(), files).await?;
    if let Found::Picture { image, ignore, .. } = &found {
        artifact::set_ignored(&*tx, task.build_id.unwrap_or_default(), *image, ignore).await?;
    }
    task::finish_in(&*tx, now, &task.queue, &task.task_id, owner, Finish::Done).await?;
    if let (Some(run_id), true) = (task.run_id, takes_reports) {
        let row = run::learn_in(&*tx, now, run_id, &[found.evidence()]).await?;
        if let Found::Difference { log, report, thumbnail, hashes, .. } = &found
            // News of an earlier pair are let go, and what belongs to them, too.
            && row.diff_log.as_deref() == Some(&*log.to_string())
        {
            let mut row = runs::ActiveModel::from(row);
            row.report = Set(Some(serde_json::to_value(report)?));
            row.thumbnail = Set(thumbnail.map(|id| id.to_string()));
            let row = row.update(&*tx).await?;
            replace_places(&tx, &row, report.regions.iter().zip(hashes)).await?;
        }
    }
    tx.commit().await?;
    // A picture may be one of a pair that is to be compared now.
    app.enqueued.notify_waiters();
    count(
        &task.queue,
        match &found {
            Found::Picture { .. } => "captured",
            Found::Difference { report, .. } if report.same() => "same",
            Found::Difference { .. } => "different",
        },
    );
    tell(app, task);
    Ok(())
}

async fn fail(
    app: &App,
    task: &tasks::Model,
    owner: &str,
    message: String,
    log: String,
    again: bool,
    last_frame: Option<ArtifactId>,
) -> Result<()> {
    let finish = if again { Finish::Failed { message } } else { Finish::GaveUp { message } };
    task::finish_with(app, &task.queue, &task.task_id, owner, finish, Some(log)).await?;
    count(&task.queue, "failed");
    if let Some((frame, run_id)) = last_frame.zip(task.run_id) {
        artifact::check_owned(app.store.db(), task.build_id.unwrap_or_default(), &[frame]).await?;
        // Where the failure stands, this is all there is to be seen of the page.
        runs::Entity::update_many()
            .col_expr(runs::Column::Thumbnail, Expr::value(frame.to_string()))
            .filter(runs::Column::Id.eq(run_id))
            .filter(runs::Column::Status.eq(RunStatus::Failed.name()))
            .filter(runs::Column::DiffLog.is_null())
            .exec(app.store.db())
            .await?;
    }
    Ok(())
}

fn count(queue: &str, outcome: &'static str) {
    let name = match queue {
        capture::QUEUE => "depicted_captures_total",
        comparison::QUEUE => "depicted_diffs_total",
        // A queue of somebody else's.
        _ => return,
    };
    metrics::counter!(name, "outcome" => outcome).increment(1);
}

fn tell(app: &App, task: &tasks::Model) {
    if let Some(release) = task.release_id {
        app.changed.send(ReleaseId(release)).ok();
    }
}

async fn replace_places<'a>(
    tx: &Write,
    run: &runs::Model,
    places: impl Iterator<Item = (&'a Region, &'a String)>,
) -> Result<()> {
    region::Entity::delete_many().filter(region::Column::RunId.eq(run.id)).exec(&**tx).await?;
    let rows: Vec<_> = (0..)
        .zip(places)
        .map(|(position, (place, hash))| region::ActiveModel {
            run_id: Set(run.id),
            position: Set(position),
            release_id: Set(run.release_id),
            hash: Set(hash.clone()),
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
