//! How many runs of which releases are what, in one query.

use std::collections::HashMap;

use depicted::workflow::{Counts, RunStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::Result;
use crate::store::entity::run;

/// The runs of a release.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub(crate) counts: Counts,
    by_status: HashMap<RunStatus, u64>,
    /// When a run of it was last changed; 0 where there is none.
    pub(crate) modified: i64,
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

/// The runs of each of these releases.
pub(crate) async fn of_releases(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Tally>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String, i64, i64)> = run::Entity::find()
        .select_only()
        .column(run::Column::ReleaseId)
        .column(run::Column::Status)
        .column_as(run::Column::Id.count(), "runs")
        .column_as(run::Column::Modified.max(), "modified")
        .filter(run::Column::ReleaseId.is_in(ids.iter().copied()))
        .group_by(run::Column::ReleaseId)
        .group_by(run::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    for (release, status, runs, modified) in rows {
        if let Some(status) = RunStatus::ALL.into_iter().find(|known| known.name() == status) {
            let tally = tallies.entry(release).or_default();
            tally.add(status, u64::try_from(runs).unwrap_or(0));
            tally.modified = tally.modified.max(modified);
        }
    }
    Ok(tallies)
}
