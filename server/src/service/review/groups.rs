//! The changes that several runs of a release share.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::error::Result;
use crate::store::entity::{region, run};

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
