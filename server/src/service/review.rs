//! Many decisions at once: a selection of runs, and a change that several runs share.

use std::collections::{BTreeMap, BTreeSet};

use depicted::workflow::{ReleaseId, RunStatus};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::audit::{self, About};
use super::run as service;
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::store::entity::{audit as log, region, release, run};

/// The runs whose difference nobody approved.
pub(crate) async fn remaining(app: &App, release_id: i64) -> Result<Vec<i64>> {
    let found = run::Entity::find()
        .select_only()
        .column(run::Column::Id)
        .filter(run::Column::ReleaseId.eq(release_id))
        .filter(run::Column::Status.eq(RunStatus::DiffFound.name()))
        .order_by_asc(run::Column::Name);
    Ok(found.into_tuple().all(app.store.db()).await?)
}

/// Approves runs one by one, and says how many had changed meanwhile and were left as they are.
pub(crate) async fn approve_all(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    ids: &[i64],
    reason: Option<&str>,
) -> Result<usize> {
    let own: BTreeSet<i64> = run::Entity::find()
        .select_only()
        .column(run::Column::Id)
        .filter(run::Column::ReleaseId.eq(release.id))
        .filter(run::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(app.store.db())
        .await?
        .into_iter()
        .collect();
    if let Some(foreign) = ids.iter().find(|id| !own.contains(id)) {
        return Err(Error::not_found(format!("there is no run {foreign} in this release")));
    }
    let mut late = 0;
    for id in own {
        match service::approve(app, actor, release.build_id, id, reason).await {
            Ok(_) => {}
            Err(Error::Conflict { .. }) => late += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(late)
}

/// A change, and the runs that have it.
pub(crate) struct Group {
    pub(crate) hash: String,
    pub(crate) runs: usize,
    /// Of the first of them: where it is, and the pictures.
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) names: Vec<String>,
    pub(crate) approved: bool,
}

#[derive(FromQueryResult)]
struct Place {
    run_id: i64,
    hash: String,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    approved: bool,
}

#[derive(FromQueryResult)]
struct Pictures {
    id: i64,
    name: String,
    image: Option<String>,
    ref_image: Option<String>,
}

/// How many changes are in more than one run.
pub(crate) async fn shared(app: &App, release_id: i64) -> Result<usize> {
    let found: Vec<String> = region::Entity::find()
        .select_only()
        .column(region::Column::Hash)
        .filter(region::Column::ReleaseId.eq(release_id))
        .group_by(region::Column::Hash)
        .having(Expr::from(Func::count_distinct(Expr::col(region::Column::RunId))).gt(1))
        .into_tuple()
        .all(app.store.db())
        .await?;
    Ok(found.len())
}

/// The changes that are in more than one run, the most frequent first; of each, some of its runs.
pub(crate) async fn groups(app: &App, release_id: i64, named: usize) -> Result<Vec<Group>> {
    use region::Column as C;
    let places: Vec<Place> = region::Entity::find()
        .select_only()
        .columns([C::RunId, C::Hash, C::X, C::Y, C::Width, C::Height, C::Approved])
        .filter(C::ReleaseId.eq(release_id))
        .order_by_asc(C::RunId)
        .order_by_asc(C::Position)
        .into_model()
        .all(app.store.db())
        .await?;
    let mut by_hash: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for place in places {
        by_hash.entry(place.hash.clone()).or_default().push(place);
    }
    let mut groups = Vec::new();
    for (hash, places) in by_hash {
        let runs: BTreeSet<i64> = places.iter().map(|place| place.run_id).collect();
        if runs.len() < 2 {
            continue;
        }
        groups.push((hash, places, runs));
    }
    groups.sort_by_key(|(_, _, runs)| std::cmp::Reverse(runs.len()));
    groups.truncate(100);
    let wanted: BTreeSet<i64> =
        groups.iter().flat_map(|(_, _, runs)| runs.iter().take(named).copied()).collect();
    let pictures: Vec<Pictures> = run::Entity::find()
        .select_only()
        .columns([run::Column::Id, run::Column::Name, run::Column::Image, run::Column::RefImage])
        .filter(run::Column::Id.is_in(wanted))
        .into_model()
        .all(app.store.db())
        .await?;
    let pictures: BTreeMap<i64, Pictures> = pictures.into_iter().map(|row| (row.id, row)).collect();
    let made = groups.into_iter().map(|(hash, places, runs)| {
        let first = &places[0];
        let shown = pictures.get(&first.run_id);
        Group {
            hash,
            x: first.x,
            y: first.y,
            width: first.width,
            height: first.height,
            before: shown.and_then(|row| row.ref_image.clone()),
            after: shown.and_then(|row| row.image.clone()),
            names: runs.iter().filter_map(|id| pictures.get(id)).map(|row| row.name.clone()).collect(),
            approved: places.iter().all(|place| place.approved),
            runs: runs.len(),
        }
    });
    Ok(made.collect())
}

/// Approves a change in every run of a release that has it; then the runs none of whose changes is open any more.
pub(crate) async fn approve_change(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    hash: &str,
) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let done = region::Entity::update_many()
        .col_expr(region::Column::Approved, Expr::value(true))
        .filter(region::Column::ReleaseId.eq(release.id))
        .filter(region::Column::Hash.eq(hash))
        .exec(&*tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::not_found("this release has no such change any more"));
    }
    let about = About { build: Some(release.build_id), release: Some(release.id), run: None };
    audit::record(&*tx, now, actor, about, "change_approved", hash).await?;
    tx.commit().await?;
    let open: BTreeSet<i64> =
        of_runs(app, release.id, |rows| rows.filter(region::Column::Approved.eq(false))).await?;
    let with: BTreeSet<i64> =
        of_runs(app, release.id, |rows| rows.filter(region::Column::Hash.eq(hash))).await?;
    let waiting: BTreeSet<i64> = remaining(app, release.id).await?.into_iter().collect();
    for id in with.into_iter().filter(|id| !open.contains(id) && waiting.contains(id)) {
        match service::approve(app, actor, release.build_id, id, Some("all of its changes are approved"))
            .await
        {
            Ok(_) | Err(Error::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(())
}

async fn of_runs(
    app: &App,
    release_id: i64,
    narrow: impl FnOnce(sea_orm::Select<region::Entity>) -> sea_orm::Select<region::Entity>,
) -> Result<BTreeSet<i64>> {
    let wanted = narrow(region::Entity::find().filter(region::Column::ReleaseId.eq(release_id)));
    let ids: Vec<i64> = wanted
        .select_only()
        .column(region::Column::RunId)
        .distinct()
        .into_tuple()
        .all(app.store.db())
        .await?;
    Ok(ids.into_iter().collect())
}

/// Writes why a release was marked, to the entry that says so.
pub(crate) async fn explain(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    reason: Option<String>,
) -> Result<()> {
    let Some(reason) = reason else { return Ok(()) };
    let mut wanted = log::Entity::find()
        .filter(log::Column::ReleaseId.eq(release.id))
        .filter(log::Column::Action.is_in(["release_good", "release_bad", "release_reviewing"]));
    if let Some(user) = actor.user_id() {
        wanted = wanted.filter(log::Column::UserId.eq(user));
    }
    if let Some(entry) = wanted.order_by_desc(log::Column::Id).one(app.store.db()).await? {
        let mut row: log::ActiveModel = entry.into();
        row.message = Set(reason.chars().take(2000).collect());
        row.update(app.store.db()).await?;
    }
    Ok(())
}

/// Why it was marked as it is, if somebody said so.
pub(crate) async fn reason(app: &App, release: &release::Model) -> Result<String> {
    let entry = log::Entity::find()
        .filter(log::Column::ReleaseId.eq(release.id))
        .filter(log::Column::Action.eq(format!("release_{}", release.status)))
        .order_by_desc(log::Column::Id)
        .one(app.store.db())
        .await?;
    Ok(entry.map(|entry| entry.message).unwrap_or_default())
}
