//! How many runs of which releases are what, in one query.

use std::collections::HashMap;

use depicted::workflow::{Counts, RunStatus};
use sea_orm::sea_query::{Asterisk, Expr, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::Result;
use crate::store::entity::run;

/// The runs of a release.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub(crate) counts: Counts,
    by_status: HashMap<RunStatus, u64>,
}

impl Tally {
    /// How many have that status.
    pub(crate) fn of(&self, status: RunStatus) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// All of them.
    pub(crate) fn all(&self) -> u64 {
        self.by_status.values().sum()
    }

    fn add(&mut self, status: RunStatus, runs: u64) {
        self.counts = self.counts.plus(status, runs);
        *self.by_status.entry(status).or_default() += runs;
    }
}

/// The runs of each of these releases, counted by an index alone.
pub(crate) async fn of_releases(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Tally>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String, i64)> = run::Entity::find()
        .select_only()
        .column(run::Column::ReleaseId)
        .column(run::Column::Status)
        .expr_as(Func::count(Expr::col(Asterisk)), "runs")
        .filter(run::Column::ReleaseId.is_in(ids.iter().copied()))
        .group_by(run::Column::ReleaseId)
        .group_by(run::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    for (release, status, runs) in rows {
        if let Some(status) = RunStatus::ALL.into_iter().find(|known| known.name() == status) {
            tallies.entry(release).or_default().add(status, u64::try_from(runs).unwrap_or(0));
        }
    }
    Ok(tallies)
}

/// When a run of a release was last changed; 0 where there is none.
pub(crate) async fn modified(db: &impl ConnectionTrait, release_id: i64) -> Result<i64> {
    let newest: Option<Option<i64>> = run::Entity::find()
        .select_only()
        .column_as(run::Column::Modified.max(), "modified")
        .filter(run::Column::ReleaseId.eq(release_id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.flatten().unwrap_or(0))
}
