//! What a person says of differences: of one, or of many in one transaction.

use depicted::workflow::{InvalidTransition, ReleaseId, Run, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::row;
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::audit::{self, About};
use crate::service::said::Said;
use crate::service::user;
use crate::store::entity::{audit as log, region, release, run};

/// How many rows a statement names.
const CHUNK: usize = 500;

/// What is done to an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A difference is approved.
    Approve,
    /// An approval is taken back.
    Reject,
}

impl Verdict {
    fn step(self, state: &mut Run) -> Result<(), InvalidTransition> {
        match self {
            Self::Approve => state.approve(),
            Self::Reject => state.reject(),
        }
    }

    /// As the log says it.
    fn action(self) -> &'static str {
        match self {
            Self::Approve => "run_approved",
            Self::Reject => "run_rejected",
        }
    }
}

/// Approves the difference of a run, or takes that back.
pub(crate) async fn decide(
    app: &App,
    actor: &Actor,
    build_id: i64,
    run_id: i64,
    said: &Said,
    verdict: Verdict,
) -> Result<run::Model> {
    let tx = app.store.begin().await?;
    let (release, run) = row::lock(&*tx, run_id).await?;
    if run.build_id != build_id {
        return Err(Error::not_found(format!("there is no run {run_id} in build {build_id}")));
    }
    let mut rows = decide_in(&*tx, app.now(), actor, &release, vec![run], said, verdict).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    rows.pop().ok_or_else(|| Error::Internal(anyhow::anyhow!("the decision on run {run_id} gave no row")))
}

/// One decision on runs of a release that are locked, and on all of their changes.
pub(crate) async fn decide_in(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    release: &release::Model,
    runs: Vec<run::Model>,
    said: &Said,
    verdict: Verdict,
) -> Result<Vec<run::Model>> {
    let decided = decide_runs(tx, now, actor, release, runs, said, verdict).await?;
    for rows in decided.chunks(CHUNK) {
        region::Entity::update_many()
            .col_expr(region::Column::Approved, Expr::value(verdict == Verdict::Approve))
            .filter(region::Column::RunId.is_in(rows.iter().map(|row| row.id)))
            .exec(tx)
            .await?;
    }
    Ok(decided)
}

/// One decision on runs that are locked: on all of them, or on none, and then it is said what stands against it. The log
/// says it of each. Their changes stay as they are.
pub(crate) async fn decide_runs(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    release: &release::Model,
    runs: Vec<run::Model>,
    said: &Said,
    verdict: Verdict,
) -> Result<Vec<run::Model>> {
    let mut decided = Vec::with_capacity(runs.len());
    let mut entries = Vec::with_capacity(runs.len());
    for run in runs {
        let mut state = row::state(&run)?;
        if let Err(refused) = verdict.step(&mut state) {
            return Err(Error::Conflict {
                code: refused.cause.code(),
                message: late(tx, &run, &refused.to_string()).await?,
            });
        }
        if !said.knew(run.modified) {
            let message = format!("run {:?} changed since it was looked at", run.name);
            return Err(Error::Conflict { code: "changed_meanwhile", message });
        }
        let row = run::ActiveModel {
            id: Set(run.id),
            status: Set(state.status().name().into()),
            problem: Set(state.status().is_problem()),
            blocks: Set(state.blocks(0)),
            state: Set(serde_json::to_value(state)?),
            decided: Set(Some(now.0)),
            decided_by: Set(actor.user_id()),
            reason: Set(said.reason().map(Into::into)),
            modified: Set(now.0),
            ..Default::default()
        };
        let row = row.update(tx).await?;
        let about = About { build: Some(row.build_id), release: Some(release.id), run: Some(row.id) };
        entries.push(audit::entry(now, actor, about, verdict.action(), said.reason().unwrap_or_default()));
        decided.push(row);
    }
    for rows in entries.chunks(CHUNK) {
        log::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(decided)
}

/// Why a decision came too late: who was faster, or what the run is by now.
async fn late(tx: &impl ConnectionTrait, run: &run::Model, otherwise: &str) -> Result<String> {
    let Some(id) = run.decided_by else { return Ok(format!("run {:?}: {otherwise}", run.name)) };
    let by = user::name(tx, id).await?;
    Ok(format!("{by} decided meanwhile: run {:?} is {}", run.name, run.status))
}
