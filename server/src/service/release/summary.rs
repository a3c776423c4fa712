//! What releases come to, for lists and lines of text.

use std::collections::HashMap;

use depicted::workflow::{Counts, RunStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use url::form_urlencoded::Serializer;

use crate::app::App;
use crate::error::Result;
use crate::store::entity::{release, run};

/// How many runs of each release are what, in one question; releases without runs are not in the answer.
pub(crate) async fn counts(db: &impl ConnectionTrait, releases: &[i64]) -> Result<HashMap<i64, Counts>> {
    let rows: Vec<(i64, String, i64)> = run::Entity::find()
        .select_only()
        .column(run::Column::ReleaseId)
        .column(run::Column::Status)
        .column_as(run::Column::Id.count(), "runs")
        .filter(run::Column::ReleaseId.is_in(releases.iter().copied()))
        .group_by(run::Column::ReleaseId)
        .group_by(run::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    let mut all: HashMap<i64, Counts> = HashMap::new();
    for (id, status, runs) in rows {
        if let Some(status) = RunStatus::ALL.into_iter().find(|known| known.name() == status) {
            let counts = all.entry(id).or_default();
            *counts = counts.plus(status, runs.unsigned_abs());
        }
    }
    Ok(all)
}

/// The page of a release, as people can open it.
pub(crate) fn results_url(app: &App, release: &release::Model) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("id", &release.build_id.to_string());
    query.append_pair("name", &release.name).append_pair("number", &release.number.to_string());
    format!("{}/release?{}", app.public_url, query.finish())
}
