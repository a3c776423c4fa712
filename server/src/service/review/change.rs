//! A change that several runs share: approved once, and taken back once.

use depicted::workflow::{ReleaseId, RunStatus};
use sea_orm::sea_query::{Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::audit::{self, About};
use crate::service::release::find;
use crate::service::run::{Verdict, decide_runs};
use crate::service::said::Said;
use crate::store::entity::{region, release, run};

/// Approves a change in every run of a release that has it, and with it the runs none of whose changes is open any more.
/// Taken back, it is open again wherever it is, and so are those runs; their other changes stay as they are.
pub(crate) async fn decide_change(
    app: &App,
    actor: &Actor,
    release: &release::Model,
    hash: &str,
    verdict: Verdict,
) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_by_id(&*tx, release.build_id, release.id).await?;
    let done = region::Entity::update_many()
        .col_expr(region::Column::Approved, Expr::value(verdict == Verdict::Approve))
        .filter(region::Column::ReleaseId.eq(release.id))
        .filter(region::Column::Hash.eq(hash))
        .exec(&*tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::not_found("this release has no such change any more"));
    }
    let (action, words, of) = match verdict {
        Verdict::Approve => ("change_approved", "all of its changes are approved", RunStatus::DiffFound),
        Verdict::Reject => ("change_rejected", "one of its changes is open again", RunStatus::DiffApproved),
    };
    let about = About { build: Some(release.build_id), release: Some(release.id), run: None };
    audit::record(&*tx, now, actor, about, action, hash).await?;
    let mut rows = run::Entity::find()
        .filter(run::Column::ReleaseId.eq(release.id))
        .filter(run::Column::Status.eq(of.name()))
        .filter(run::Column::Id.in_subquery(runs_where(release.id, region::Column::Hash.eq(hash))));
    if verdict == Verdict::Approve {
        let open = runs_where(release.id, region::Column::Approved.eq(false));
        rows = rows.filter(run::Column::Id.not_in_subquery(open));
    }
    let rows = rows.order_by_asc(run::Column::Id).lock_exclusive().all(&*tx).await?;
    decide_runs(&*tx, now, actor, &release, rows, &Said::new(Some(words), None), verdict).await?;
    tx.commit().await?;
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(())
}

/// The runs of a release that have a change like that.
fn runs_where(release_id: i64, like: SimpleExpr) -> SelectStatement {
    Query::select()
        .column(region::Column::RunId)
        .from(region::Entity)
        .and_where(region::Column::ReleaseId.eq(release_id))
        .and_where(like)
        .take()
}
