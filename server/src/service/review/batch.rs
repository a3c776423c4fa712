//! A selection of runs, or all whose difference nobody approved: approved together, and taken back together.

use std::collections::BTreeSet;

use depicted::workflow::{ReleaseId, RunStatus};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::release::find;
use crate::service::run::{Verdict, decide_in};
use crate::service::said::Said;
use crate::store::entity::{release, run};

/// Which runs.
pub(crate) enum Batch {
    /// Those with these numbers.
    These(BTreeSet<i64>),
    /// All that wait for somebody.
    Remaining,
}

/// Approves runs, or none of them where one changed meanwhile; gives the moment, by which they can be taken back.
pub(crate) async fn approve(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    batch: Batch,
    said: &Said,
) -> Result<i64> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_by_id(&*tx, release.build_id, release.id).await?;
    let wanted = run::Entity::find().filter(run::Column::ReleaseId.eq(release.id));
    let wanted = match &batch {
        Batch::These(ids) => wanted.filter(run::Column::Id.is_in(ids.iter().copied())),
        Batch::Remaining => wanted.filter(run::Column::Status.eq(RunStatus::DiffFound.name())),
    };
    let rows = wanted.order_by_asc(run::Column::Id).lock_exclusive().all(&*tx).await?;
    if let Batch::These(ids) = &batch
        && let Some(foreign) = ids.iter().find(|id| rows.iter().all(|row| row.id != **id))
    {
        return Err(Error::not_found(format!("there is no run {foreign} in this release")));
    }
    if rows.is_empty() {
        return Err(Error::bad("nothing_selected", "no run was selected that can be approved"));
    }
    decide_in(&*tx, now, actor, &release, rows, said, Verdict::Approve).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(now.0)
}

/// How many runs are still as somebody approved them at that moment.
pub(crate) async fn of_moment(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    moment: i64,
) -> Result<u64> {
    Ok(made_then(actor, release.id, moment).count(app.store.db()).await?)
}

/// Takes back what somebody approved at that moment, where nobody decided otherwise since.
pub(crate) async fn take_back(app: &App, actor: &Actor, release: &release::Model, moment: i64) -> Result<()> {
    let tx = app.store.begin().await?;
    let release = find::lock_by_id(&*tx, release.build_id, release.id).await?;
    let rows = made_then(actor, release.id, moment);
    let rows = rows.order_by_asc(run::Column::Id).lock_exclusive().all(&*tx).await?;
    if rows.is_empty() {
        return Err(Error::Conflict {
            code: "changed_meanwhile",
            message: "nothing is left of these approvals that could be taken back".into(),
        });
    }
    let said = Said::new(Some("taken back together"), None);
    decide_in(&*tx, app.now(), actor, &release, rows, &said, Verdict::Reject).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(())
}

fn made_then(actor: &Actor, release_id: i64, moment: i64) -> Select<run::Entity> {
    let by = actor.user_id();
    let made = run::Entity::find()
        .filter(run::Column::ReleaseId.eq(release_id))
        .filter(run::Column::Status.eq(RunStatus::DiffApproved.name()))
        .filter(run::Column::Decided.eq(moment));
    match by {
        Some(user) => made.filter(run::Column::DecidedBy.eq(user)),
        None => made.filter(run::Column::DecidedBy.is_null()),
    }
}
