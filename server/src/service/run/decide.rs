//! What a person says of a difference.

use depicted::workflow::{InvalidTransition, ReleaseId, Run};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::row;
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::audit::{self, About};
use crate::store::entity::{region, run};

/// Approves the difference of a run.
pub(crate) async fn approve(
    app: &App,
    actor: &Actor,
    build_id: i64,
    run_id: i64,
    reason: Option<&str>,
) -> Result<run::Model> {
    decide(app, actor, build_id, run_id, reason, Run::approve, "run_approved").await
}

/// Takes an approval back.
pub(crate) async fn reject(
    app: &App,
    actor: &Actor,
    build_id: i64,
    run_id: i64,
    reason: Option<&str>,
) -> Result<run::Model> {
    decide(app, actor, build_id, run_id, reason, Run::reject, "run_rejected").await
}

async fn decide(
    app: &App,
    actor: &Actor,
    build_id: i64,
    run_id: i64,
    reason: Option<&str>,
    step: fn(&mut Run) -> Result<(), InvalidTransition>,
    action: &str,
) -> Result<run::Model> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let (release, mut run) = row::lock(&*tx, run_id).await?;
    if run.build_id != build_id {
        return Err(Error::not_found(format!("there is no run {run_id} in build {build_id}")));
    }
    let mut state = row::state(&run)?;
    step(&mut state)?;
    row::set_state(&mut run, &state)?;
    run.decided = Some(now.0);
    run.decided_by = actor.user_id();
    run.reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(Into::into);
    let run = row::save(&*tx, now, run).await?;
    region::Entity::update_many()
        .col_expr(region::Column::Approved, Expr::value(state.approved))
        .filter(region::Column::RunId.eq(run.id))
        .exec(&*tx)
        .await?;
    let about = About { build: Some(build_id), release: Some(release.id), run: Some(run.id) };
    audit::record(&*tx, now, actor, about, action, run.reason.clone().unwrap_or_default()).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(run)
}
