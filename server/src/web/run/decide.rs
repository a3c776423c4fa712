//! The decision on a run.

use axum::extract::{Query, State};
use axum::response::Redirect;

use super::{Found, Test};
use crate::app::App;
use crate::auth::Role;
use crate::error::{Error, Result};
use crate::service::run::{self, Verdict};
use crate::web::form::Signed;
use crate::web::link;
use crate::web::release::Named;

/// Approves the difference, or takes that back.
pub(in crate::web) async fn decide(
    State(app): State<App>,
    Query(named): Query<Named>,
    Query(test): Query<Test>,
    form: Signed,
) -> Result<Redirect> {
    let found = Found::new(&app, &form.actor, &named, &test.test, Role::Reviewer).await?;
    let said = form.fields.said();
    let verdict = if form.fields.has("approve") {
        Verdict::Approve
    } else if form.fields.has("disapprove") {
        Verdict::Reject
    } else {
        return Err(Error::bad("bad_decision", "a run is approved or rejected"));
    };
    run::decide(&app, &form.actor, found.build.id, found.run.id, &said, verdict).await?;
    let back = form.fields.text("back");
    let back =
        if link::is_local(back) { back.to_owned() } else { link::run(&found.release, &found.run.name) };
    Ok(Redirect::to(&back))
}
