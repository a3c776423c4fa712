//! What was done in a build, newest first.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use depicted::workflow::RunStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::build::names;
use super::layout::{self, Layout};
use super::link;
use super::parts::{Moment, Stretch, older};
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access, key};
use crate::error::Result;
use crate::store::entity::{audit, release, run};

/// Entries on a page.
const SIZE: u64 = 50;

#[derive(Template)]
#[template(path = "activity.html")]
struct Page {
    layout: Layout,
    build: i64,
    entries: Vec<Entry>,
    older: Option<String>,
}

struct Entry {
    who: String,
    what: String,
    about: Option<(String, String)>,
    message: String,
    when: Moment,
}

/// The page; entries before `before` on the next ones.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Stretch>,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &actor, asked.build_id, Role::Admin).await?;
    let db = app.store.db();
    let mut wanted = audit::Entity::find().filter(audit::Column::BuildId.eq(build.id));
    if let Some(before) = asked.before {
        wanted = wanted.filter(audit::Column::Id.lt(before));
    }
    let mut rows = wanted.order_by_desc(audit::Column::Id).limit(SIZE + 1).all(db).await?;
    let older = older(&mut rows, SIZE, "/activity", build.id, |row| row.id);
    let people = names(&app, rows.iter().filter_map(|row| row.user_id)).await?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.release_id).collect();
    let releases = release::Entity::find().filter(release::Column::Id.is_in(ids)).all(db).await?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.run_id).collect();
    let tests: Vec<(i64, String)> = run::Entity::find()
        .select_only()
        .columns([run::Column::Id, run::Column::Name])
        .filter(run::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let now = app.now();
    let entries = rows.into_iter().map(|row| {
        let release = releases.iter().find(|release| Some(release.id) == row.release_id);
        let test = tests.iter().find(|(id, _)| Some(*id) == row.run_id);
        let about = release.map(|release| {
            let name = format!("{} #{}", release.name, release.number);
            match test {
                Some((_, test)) => (format!("{test} in {name}"), link::run(release, test)),
                None => (name, link::release(release)),
            }
        });
        let message = match row.action.as_str() {
            // What it is about is said already.
            _ if about.as_ref().is_some_and(|(name, _)| *name == row.message) => String::new(),
            "run_reported" => states(&row.message),
            _ => row.message,
        };
        let person = row.user_id.and_then(|id| people.get(&id).cloned());
        Entry {
            who: person
                .or_else(|| row.api_key_id.as_deref().map(key::name))
                .unwrap_or_else(|| "the server".into()),
            what: words(&row.action),
            about,
            message,
            when: Moment::new(now, row.created),
        }
    });
    layout::html(&Page {
        entries: entries.collect(),
        older,
        build: build.id,
        layout: Layout::new("Activity", &actor).in_build(&build).here("Activity"),
    })
}

/// `needs_diff → diff_found` in the words of the pages.
fn states(message: &str) -> String {
    let label = |name: &str| {
        let known = RunStatus::ALL.into_iter().find(|status| status.name() == name);
        known.map_or_else(|| name.to_owned(), |status| status.label().to_owned())
    };
    message.split(" → ").map(label).collect::<Vec<_>>().join(" → ")
}

/// What an action is called; the log is older than some of these words.
fn words(action: &str) -> String {
    match action {
        "release_good" => "marked good".into(),
        "release_bad" | "release_superseded" => "marked bad".into(),
        "release_reviewing" => "reopened".into(),
        "release_ready" => "found ready for review".into(),
        "runs_done" => "closed to new runs".into(),
        "run_approved" => "approved".into(),
        "run_rejected" => "took back".into(),
        "created_build" => "made the build".into(),
        "created_release" => "began".into(),
        "run_requested" => "asked for a picture of".into(),
        "run_reported" => "reported".into(),
        "changed_settings" => "changed settings:".into(),
        "changed_role" => "changed a role:".into(),
        "created_api_key" => "made the API key".into(),
        "revoked_api_key" => "revoked the API key".into(),
        "created_webhook" => "added the webhook".into(),
        "removed_webhook" => "removed the webhook".into(),
        "invited_new_admin" => "invited".into(),
        "invite_accepted" => "accepted the invitation of".into(),
        "revoked_admin" => "removed".into(),
        "change_approved" => "approved a shared change in".into(),
        "change_rejected" => "took back a shared change in".into(),
        other => other.replace('_', " "),
    }
}
