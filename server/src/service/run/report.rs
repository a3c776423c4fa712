//! News of a run, from clients and from workers.

use depicted::workflow::{ArtifactId, Evidence, ReleaseId, Reported, RunStatus, Timestamp};
use sea_orm::ConnectionTrait;

use super::{diff, row};
use crate::app::App;
use crate::auth::Actor;
use crate::error::Result;
use crate::service::artifact;
use crate::service::audit::{self, About};
use crate::service::release::{self, evaluate, find};
use crate::store::entity::{release as releases, run};

/// One report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// What it says of pictures, logs and the comparison.
    pub(crate) fields: Reported,
    /// The page after.
    pub(crate) url: Option<String>,
    /// The page before.
    pub(crate) ref_url: Option<String>,
}

/// Takes a report on a run, which is made where it is not there.
pub(crate) async fn report(
    app: &App,
    actor: &Actor,
    build_id: i64,
    release_name: &str,
    release_number: i64,
    run_name: &str,
    report: Report,
) -> Result<run::Model> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_attempt(&*tx, build_id, release_name, release_number).await?;
    release::status(&release)?.takes_reports()?;
    let files = files(&report.fields);
    artifact::check_owned(&*tx, build_id, &files).await?;
    let mut run = row::get_or_create(&*tx, now, &release, run_name).await?;
    merge(&mut run, &report);
    let run = take(&*tx, now, actor, &release, run, &report.fields.evidence()).await?;
    let release = evaluate(&*tx, now, release).await?;
    tx.commit().await?;
    if run.status == RunStatus::NeedsDiff.name() {
        app.enqueued.notify_waiters();
    }
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(run)
}

/// Takes news of a run by its number, as part of a transaction; whatever follows from it is done. Nothing is sent: that
/// is for whoever commits.
///
/// # Errors
/// When the release was decided, or the run approved and the news would change that.
pub(crate) async fn learn_in(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    run_id: i64,
    news: &[Evidence],
) -> Result<run::Model> {
    let (release, run) = row::lock(tx, run_id).await?;
    release::status(&release)?.takes_reports()?;
    let run = take(tx, now, &Actor::System, &release, run, news).await?;
    evaluate(tx, now, release).await?;
    Ok(run)
}

/// Every change of a run's status by news goes through here, and is written to the log.
async fn take(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    release: &releases::Model,
    mut run: run::Model,
    news: &[Evidence],
) -> Result<run::Model> {
    let mut state = row::state(&run)?;
    for &news in news {
        state.learn(news)?;
    }
    let old = run.status.clone();
    row::set_state(&mut run, &state)?;
    let run = row::save(tx, now, run).await?;
    if run.status != old {
        let about = About { build: Some(run.build_id), release: Some(release.id), run: Some(run.id) };
        audit::record(tx, now, actor, about, "run_reported", format!("{old} → {}", run.status)).await?;
    }
    if let Some(pair) = state.to_compare() {
        diff::enqueue(tx, now, release, &run, pair).await?;
    }
    Ok(run)
}

/// What a report says beside the evidence. Fields that it leaves out stay as they are.
fn merge(run: &mut run::Model, report: &Report) {
    let fields = &report.fields;
    let texts = [(&mut run.url, &report.url), (&mut run.ref_url, &report.ref_url)];
    for (old, new) in texts {
        if new.is_some() {
            old.clone_from(new);
        }
    }
    // A log may come before its picture. The log of a picture that is there is part of what is known of it.
    let logs = [
        (&mut run.log, &run.image, fields.log, fields.image),
        (&mut run.ref_log, &run.ref_image, fields.ref_log, fields.ref_image),
    ];
    for (old, image, new, with) in logs {
        let is_of_this =
            image.is_none() || with.is_some_and(|with| image.as_deref() == Some(&*with.to_string()));
        if let Some(new) = new.filter(|_| is_of_this || old.is_none()) {
            *old = Some(new.to_string());
        }
    }
    for (old, new) in [(&mut run.config, fields.config), (&mut run.ref_config, fields.ref_config)] {
        if let Some(new) = new {
            *old = Some(new.to_string());
        }
    }
}

fn files(fields: &Reported) -> Vec<ArtifactId> {
    let all = [
        fields.image,
        fields.log,
        fields.config,
        fields.ref_image,
        fields.ref_log,
        fields.ref_config,
        fields.diff_image,
        fields.diff_log,
    ];
    all.into_iter().flatten().collect()
}
