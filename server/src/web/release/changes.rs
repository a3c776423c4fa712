//! The changes that several runs of a release share: look once, approve once.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};

use super::Named;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::error::{Error, Result};
use crate::service::review;
use crate::service::run::Verdict;
use crate::web::form::Signed;
use crate::web::layout::{self, Layout};
use crate::web::link;

#[derive(Template)]
#[template(path = "changes.html")]
struct Page {
    layout: Layout,
    release: String,
    is_reviewer: bool,
    action: String,
    changes: Vec<Change>,
}

struct Change {
    hash: String,
    runs: usize,
    approved: bool,
    width: i64,
    height: i64,
    /// What is cut out of the pictures: a margin around the place.
    view: String,
    before: Option<String>,
    after: Option<String>,
    names: Vec<(String, String)>,
    more: usize,
}

/// How many runs are named.
const NAMED: usize = 12;
/// Pixels around a place that are shown too.
const MARGIN: i64 = 24;

/// The page.
pub(in crate::web) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
) -> Result<Html<String>> {
    let (build, release) = named.find(&app, &actor, Role::Viewer).await?;
    let groups = review::groups(&app, release.id, NAMED).await?;
    let changes = groups.into_iter().map(|group| Change {
        view: format!(
            "{} {} {} {}",
            (group.x - MARGIN).max(0),
            (group.y - MARGIN).max(0),
            group.width + 2 * MARGIN,
            group.height + 2 * MARGIN
        ),
        before: group.before.map(|id| link::picture(build.id, &id)),
        after: group.after.map(|id| link::picture(build.id, &id)),
        more: group.runs.saturating_sub(group.names.len()),
        names: group.names.iter().map(|name| (name.clone(), link::run(&release, name))).collect(),
        hash: group.hash,
        runs: group.runs,
        approved: group.approved,
        width: group.width,
        height: group.height,
    });
    layout::html(&Page {
        changes: changes.collect(),
        is_reviewer: access::build(&app.store, &actor, build.id, Role::Reviewer).await.is_ok(),
        action: link::of_release("/release/changes", &release, &[]),
        release: format!("{} #{}", release.name, release.number),
        layout: Layout::new("Changes", &actor).in_build(&build).in_release(&release).here("Changes"),
    })
}

/// Approves a change wherever it is, and with it the runs that have nothing else; or takes that back.
pub(in crate::web) async fn decide(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let (_, release) = named.find(&app, &form.actor, Role::Reviewer).await?;
    let hash = form.fields.text("hash");
    if hash.is_empty() {
        return Err(Error::bad("bad_form", "no change was named"));
    }
    let verdict = if form.fields.has("take_back") { Verdict::Reject } else { Verdict::Approve };
    review::decide_change(&app, &form.actor, &release, hash, verdict).await?;
    Ok(Redirect::to(&link::of_release("/release/changes", &release, &[])))
}
