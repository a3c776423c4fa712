//! The row of a run and the state in it, kept at one.

use depicted::workflow::{Capture, Diff, Run, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use crate::error::{Error, Result};
use crate::store::entity::{region, release, run};

/// A run of a release that is locked; it is made where it is not there.
pub(crate) async fn get_or_create(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release: &release::Model,
    name: &str,
) -> Result<run::Model> {
    if !(1..=500).contains(&name.chars().count()) {
        return Err(Error::bad("bad_name", "the name of a run has 1 to 500 characters"));
    }
    let found = run::Entity::find()
        .filter(run::Column::ReleaseId.eq(release.id))
        .filter(run::Column::Name.eq(name))
        .lock_exclusive()
        .one(tx)
        .await?;
    if let Some(run) = found {
        return Ok(run);
    }
    let state = Run::default();
    let row = run::ActiveModel {
        release_id: Set(release.id),
        build_id: Set(release.build_id),
        name: Set(name.into()),
        status: Set(state.status().name().into()),
        problem: Set(state.status().is_problem()),
        blocks: Set(state.blocks(0)),
        state: Set(serde_json::to_value(state)?),
        created: Set(now.0),
        modified: Set(now.0),
        ..Default::default()
    };
    Ok(row.insert(tx).await?)
}

/// A run by its number, locked after its release is.
pub(crate) async fn lock(tx: &impl ConnectionTrait, run_id: i64) -> Result<(release::Model, run::Model)> {
    let missing = || Error::not_found(format!("there is no run {run_id}"));
    let run = run::Entity::find_by_id(run_id).one(tx).await?.ok_or_else(missing)?;
    let release = release::Entity::find_by_id(run.release_id).lock_exclusive().one(tx).await?;
    let run = run::Entity::find_by_id(run_id).lock_exclusive().one(tx).await?;
    release.zip(run).ok_or_else(missing)
}

/// What is known of a run.
pub(crate) fn state(run: &run::Model) -> Result<Run> {
    Ok(serde_json::from_value(run.state.clone())?)
}

/// Writes a new state into the row, and every column that follows from it. Logs that are known beside the state stay.
pub(crate) fn set_state(row: &mut run::Model, state: &Run) -> Result<()> {
    row.status = state.status().name().into();
    row.problem = state.status().is_problem();
    row.blocks = state.blocks(0);
    row.state = serde_json::to_value(state)?;
    set_capture(state.after, &mut row.image, &mut row.log);
    set_capture(state.before, &mut row.ref_image, &mut row.ref_log);
    row.diff_image = state.diff.image().map(|id| id.to_string());
    row.distortion = state.diff.distortion();
    row.diff_log = match state.diff {
        Diff::Missing => None,
        Diff::Failed { log } | Diff::Same { log, .. } | Diff::Found { log, .. } => {
            log.map(|id| id.to_string())
        }
    };
    if state.diff == Diff::Missing {
        row.report = None;
        // What was to be seen last of a page that could not be captured.
        let failed = |capture| matches!(capture, Capture::Failed { .. });
        if !failed(state.before) && !failed(state.after) {
            row.thumbnail = None;
        }
    }
    Ok(())
}

fn set_capture(capture: Capture, image: &mut Option<String>, log: &mut Option<String>) {
    let known = match capture {
        Capture::Missing | Capture::Requested => None,
        Capture::Failed { log } | Capture::Captured { log, .. } => log,
    };
    let new = capture.image().map(|id| id.to_string());
    let replaced = image.is_some() && new != *image;
    if known.is_some() || replaced {
        *log = known.map(|id| id.to_string());
    }
    *image = new;
}

/// Stores a row that was changed, with every field it has. A comparison that is void takes its regions along.
pub(crate) async fn save(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    mut row: run::Model,
) -> Result<run::Model> {
    row.modified = now.0;
    if row.diff_image.is_none() && row.report.is_none() {
        region::Entity::delete_many().filter(region::Column::RunId.eq(row.id)).exec(tx).await?;
    }
    let row: run::ActiveModel = row.into();
    Ok(row.reset_all().update(tx).await?)
}
