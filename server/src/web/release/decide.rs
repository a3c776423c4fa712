//! The decision on a release, and on a selection of its runs.

use axum::extract::{Query, State};
use axum::response::Redirect;
use depicted::workflow::Decision;

use super::Named;
use crate::app::App;
use crate::auth::Role;
use crate::error::{Error, Result};
use crate::service::release as service;
use crate::service::review::{self, Batch};
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
    let row = service::decide(&app, &form.actor, build.id, release.id, decision, &fields.said()).await?;
    Ok(Redirect::to(&link::release(&row)))
}

/// Approves the selected runs, or all that remain; or takes back what was approved together.
pub(in crate::web) async fn pick(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let (_, release) = named.find(&app, &form.actor, Role::Reviewer).await?;
    let fields = &form.fields;
    if fields.has("take_back") {
        review::take_back(&app, &form.actor, &release, fields.number("take_back")?).await?;
        return Ok(Redirect::to(&link::release(&release)));
    }
    let batch = if fields.has("everything") {
        Batch::Remaining
    } else {
        Batch::These(fields.all("run").map(str::parse).collect::<Result<_, _>>().map_err(|_| unread())?)
    };
    let moment = review::approve(&app, &form.actor, &release, batch, &fields.said()).await?;
    let back = fields.text("back");
    let back = if link::is_local(back) { back.to_owned() } else { link::release(&release) };
    let join = if back.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{back}{join}approved={moment}")))
}

fn unread() -> Error {
    Error::bad("bad_form", "a run is selected by its number")
}
