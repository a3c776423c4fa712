//! What a person says of a release, and why.

use depicted::workflow::{Decision, ReleaseEvent, ReleaseId, RunStatus};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{find, status, step};
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::said::Said;
use crate::service::user;
use crate::store::entity::{audit as log, release, run};

/// How many runs are named when some changed.
const NAMED: u64 = 5;

/// A person, or a program with a key, marks a release. Somebody who was slower than another, or who looked at it before
/// it changed, is told what happened since, and nothing is done.
pub(crate) async fn decide(
    app: &App,
    actor: &Actor,
    build_id: i64,
    release_id: i64,
    decision: Decision,
    said: &Said,
) -> Result<release::Model> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_by_id(&*tx, build_id, release_id).await?;
    let event = ReleaseEvent::Decide(decision);
    if let Err(refused) = status(&release)?.after(event) {
        let by = said_by(&*tx, release.decided_by).await?;
        let message = match release.decided {
            Some(_) => format!("{by} marked this release {} meanwhile", release.status),
            None => refused.to_string(),
        };
        return Err(Error::Conflict { code: refused.cause.code(), message });
    }
    if let Some(seen) = said.seen {
        check_unchanged(&*tx, &release, seen).await?;
    }
    let release = step(&*tx, now, actor, release, event, said.reason().unwrap_or_default()).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(release)
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

/// Refuses where the release, or a run of it, changed after that moment, and says what did.
async fn check_unchanged(tx: &impl ConnectionTrait, release: &release::Model, seen: i64) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        status: String,
    }
    let changed = run::Entity::find()
        .filter(run::Column::ReleaseId.eq(release.id))
        .filter(run::Column::Modified.gt(seen));
    let rows: Vec<Row> = changed
        .clone()
        .select_only()
        .columns([run::Column::Name, run::Column::Status])
        .order_by_desc(run::Column::Modified)
        .order_by_asc(run::Column::Name)
        .limit(NAMED)
        .into_model()
        .all(tx)
        .await?;
    if rows.is_empty() && release.modified <= seen {
        return Ok(());
    }
    let mut news: Vec<String> = Vec::new();
    if release.modified > seen {
        news.push(format!("the release is {} now", release.status));
    }
    news.extend(rows.iter().map(|row| {
        let status = RunStatus::ALL.into_iter().find(|known| known.name() == row.status);
        format!("{:?}: {}", row.name, status.map_or_else(|| row.status.as_str(), |known| known.label()))
    }));
    if rows.len() as u64 == NAMED {
        let more = changed.count(tx).await?.saturating_sub(NAMED);
        if more > 0 {
            news.push(format!("{more} more runs"));
        }
    }
    let message = format!("since it was looked at, this changed: {}", news.join("; "));
    Err(Error::Conflict { code: "changed_meanwhile", message })
}

/// What whoever decided is called.
async fn said_by(tx: &impl ConnectionTrait, id: Option<i64>) -> Result<String> {
    let Some(id) = id else { return Ok("the server, or a program,".into()) };
    user::name(tx, id).await
}
