//! The decision on a release, and on a selection of its runs.

use axum::extract::{Query, State};
use axum::response::Redirect;
use depicted::workflow::Decision;

use super::{Named, marked};
use crate::app::App;
use crate::auth::Role;
use crate::error::{Error, Result};
use crate::service::{release as service, review};
use crate::web::form::Signed;
use crate::web::link;

/// Good, bad, or to be looked at again.
pub(in crate::web) async fn decide(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let (build, release) = named.find(&app, &form.actor, Role::Reviewer).await?;
    let fields = &form.fields;
    let all = [("good", Decision::Good), ("bad", Decision::Bad), ("reviewing", Decision::Reviewing)];
    let chosen = all.into_iter().find(|(name, _)| fields.has(name)).map(|(_, decision)| decision);
    let decision =
        chosen.ok_or_else(|| Error::bad("bad_decision", "a release is marked good, bad or reviewing"))?;
    let reason = fields.optional("reason");
    match service::decide(&app, &form.actor, build.id, release.id, decision).await {
        Ok(row) => {
            review::explain(&app, &form.actor, &row, reason).await?;
            Ok(Redirect::to(&link::release(&row)))
        }
        Err(Error::Conflict { code, message }) => {
            let now = service::find::attempt(app.store.db(), build.id, &release.name, release.number).await?;
            let message = match marked(&app, &now).await? {
                Some(marked) => format!("{} marked this release {} meanwhile", marked.by, now.status),
                None => message,
            };
            Err(Error::Conflict { code, message })
        }
        Err(error) => Err(error),
    }
}

/// Approves the selected runs, or all that remain.
pub(in crate::web) async fn pick(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let (_, release) = named.find(&app, &form.actor, Role::Reviewer).await?;
    let reason = form.fields.optional("reason");
    let ids: Vec<i64> = if form.fields.has("everything") {
        review::remaining(&app, release.id).await?
    } else {
        form.fields.all("run").filter_map(|id| id.parse().ok()).collect()
    };
    if ids.is_empty() {
        return Err(Error::bad("nothing_selected", "no run was selected that can be approved"));
    }
    let late = review::approve_all(&app, &form.actor, &release, &ids, reason.as_deref()).await?;
    if late > 0 {
        let message = format!(
            "{} of {} runs were approved; {late} had changed since the page was loaded",
            ids.len() - late,
            ids.len()
        );
        return Err(Error::Conflict { code: "changed_meanwhile", message });
    }
    let back = form.fields.text("back");
    let back = if link::is_local(back) { back.to_owned() } else { link::release(&release) };
    Ok(Redirect::to(&back))
}
