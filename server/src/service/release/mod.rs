//! Releases: made, closed to new runs, settled, decided.

pub(crate) mod decide;
pub(crate) mod evaluate;
pub(crate) mod find;

use depicted::workflow::{Decision, ReleaseEvent, ReleaseId, ReleaseStatus, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(crate) use decide::{decide, reason};
pub(crate) use evaluate::evaluate;

use super::audit::{self, About};
use super::{notify, task};
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::store::entity::{build, release};

/// Begins an attempt at a release; its number is one above the highest of the name. The newest earlier attempt turns bad
/// if it is being processed, and its tasks are called off.
pub(crate) async fn create(
    app: &App,
    actor: &Actor,
    build_id: i64,
    name: &str,
    url: Option<&str>,
) -> Result<release::Model> {
    if !(1..=255).contains(&name.chars().count()) {
        return Err(Error::bad("bad_name", "the name of a release has 1 to 255 characters"));
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    // Attempts of one build are numbered one after another.
    let build = build::Entity::find_by_id(build_id).lock_exclusive().one(&*tx).await?;
    build.ok_or_else(|| Error::not_found(format!("there is no build {build_id}")))?;
    let newest = release::Entity::find()
        .filter(release::Column::BuildId.eq(build_id))
        .filter(release::Column::Name.eq(name))
        .order_by_desc(release::Column::Number)
        .lock_exclusive()
        .one(&*tx)
        .await?;
    let number = newest.as_ref().map_or(1, |newest| newest.number + 1);
    let superseded = match newest {
        Some(newest) if status(&newest)? == ReleaseStatus::Processing => {
            let words = format!("attempt {number} took its place");
            let newest = step(&*tx, now, &Actor::System, newest, ReleaseEvent::Superseded, &words).await?;
            task::cancel_of_release(&*tx, now, newest.id).await?;
            Some(newest)
        }
        _ => None,
    };
    let row = release::ActiveModel {
        build_id: Set(build_id),
        name: Set(name.into()),
        number: Set(number),
        status: Set(ReleaseStatus::default().name().into()),
        url: Set(url.filter(|url| !url.is_empty()).map(Into::into)),
        created: Set(now.0),
        modified: Set(now.0),
        ..Default::default()
    };
    let row = row.insert(&*tx).await?;
    audit::record(&*tx, now, actor, about(&row), "created_release", format!("{name} #{number}")).await?;
    tx.commit().await?;
    for changed in superseded.iter().chain([&row]) {
        app.changed.send(ReleaseId(changed.id)).ok();
    }
    Ok(row)
}

/// A client says that all runs were announced.
pub(crate) async fn runs_done(
    app: &App,
    actor: &Actor,
    build_id: i64,
    name: &str,
    number: i64,
) -> Result<release::Model> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_attempt(&*tx, build_id, name, number).await?;
    let release = step(&*tx, now, actor, release, ReleaseEvent::RunsDone, "").await?;
    let release = evaluate(&*tx, now, release).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(release)
}

/// The status of a row.
pub(crate) fn status(release: &release::Model) -> Result<ReleaseStatus> {
    let known = ReleaseStatus::ALL.into_iter().find(|status| status.name() == release.status);
    known.ok_or_else(|| Error::Internal(anyhow::anyhow!("release {} is {:?}", release.id, release.status)))
}

/// One event of a release that is locked: every change of its status goes through here, and is written to the log.
async fn step(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    release: release::Model,
    event: ReleaseEvent,
    message: &str,
) -> Result<release::Model> {
    let old = status(&release)?;
    let new = old.after(event)?;
    if new == old {
        return Ok(release);
    }
    let mut row: release::ActiveModel = release.into();
    row.status = Set(new.name().into());
    row.modified = Set(now.0);
    if matches!(event, ReleaseEvent::Decide(_) | ReleaseEvent::Superseded) {
        row.decided = Set(new.is_decided().then_some(now.0));
        row.decided_by = Set(actor.user_id().filter(|_| new.is_decided()));
    }
    let release = row.update(tx).await?;
    audit::record(tx, now, actor, about(&release), action(event), message).await?;
    notify::release(tx, now, actor, &release, event).await?;
    Ok(release)
}

fn action(event: ReleaseEvent) -> &'static str {
    match event {
        ReleaseEvent::RunsDone => "runs_done",
        ReleaseEvent::Settled => "release_ready",
        ReleaseEvent::Superseded => "release_superseded",
        ReleaseEvent::Decide(Decision::Good) => "release_good",
        ReleaseEvent::Decide(Decision::Bad) => "release_bad",
        ReleaseEvent::Decide(Decision::Reviewing) => "release_reviewing",
    }
}

fn about(release: &release::Model) -> About {
    About { build: Some(release.build_id), release: Some(release.id), run: None }
}
