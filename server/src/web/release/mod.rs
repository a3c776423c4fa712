//! A release: what it comes to, its runs, and the decision.

mod changes;
mod decide;
mod events;
mod list;

pub(super) use changes::{decide as decide_change, show as changes};
pub(super) use decide::{decide, pick};
pub(super) use events::watch;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use depicted::workflow::RunStatus;
use serde::Deserialize;

use self::list::{Card, Filter};
use super::build::names;
use super::layout::{self, Layout};
use super::link;
use super::parts::{Badge, Bar, Moment, release_badge};
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, Role, access};
use crate::error::Result;
use crate::service::{member, release as service, review, tally};
use crate::store::entity::{build, release};

/// Runs on a page.
const SIZE: u64 = 100;

#[derive(Template)]
#[template(path = "release.html")]
struct Page {
    layout: Layout,
    release: release::Model,
    status: Badge,
    is_open: bool,
    is_reviewer: bool,
    /// What is said in place of a list.
    nothing: &'static str,
    summary: Badge,
    tested: String,
    marked: Option<Marked>,
    changed: Moment,
    bar: Bar,
    /// The newest change that the page shows, which goes back with every decision.
    seen: i64,
    /// What was approved together a moment ago, and can be taken back.
    undo: Option<Undo>,
    /// How many runs wait for somebody to approve them.
    remaining: u64,
    tabs: Vec<Tab>,
    filter: String,
    text: String,
    runs: Vec<Card>,
    /// Whether there are runs to approve, and somebody who may.
    can_pick: bool,
    shared: usize,
    changes: String,
    here: String,
    events: String,
    select: String,
    newer: Option<String>,
    older: Option<String>,
    from: u64,
    to: u64,
    found: u64,
}

/// Who decided, when and why.
pub(super) struct Marked {
    pub(super) by: String,
    pub(super) when: Moment,
    pub(super) reason: String,
}

/// Approvals that were made together.
struct Undo {
    runs: u64,
    moment: i64,
}

struct Tab {
    text: &'static str,
    href: String,
    runs: u64,
    current: bool,
}

/// Which release an address names.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) number: i64,
}

/// Which of its runs.
#[derive(Deserialize)]
pub(super) struct Shown {
    state: Option<String>,
    q: Option<String>,
    offset: Option<String>,
    /// When runs were approved together, right before.
    approved: Option<String>,
}

impl Named {
    /// The release, if whoever asks has at least that role in its build.
    pub(super) async fn find(
        &self,
        app: &App,
        actor: &Actor,
        role: Role,
    ) -> Result<(build::Model, release::Model)> {
        member::claim(app, actor).await?;
        let build = access::build(&app.store, actor, self.id, role).await?;
        let release = service::find::attempt(app.store.db(), build.id, &self.name, self.number).await?;
        Ok((build, release))
    }
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
    Query(shown): Query<Shown>,
) -> Result<Html<String>> {
    let (build, release) = named.find(&app, &actor, Role::Viewer).await?;
    let is_reviewer = access::build(&app.store, &actor, build.id, Role::Reviewer).await.is_ok();
    let tally =
        tally::of_releases(app.store.db(), &[release.id]).await?.remove(&release.id).unwrap_or_default();
    let filter = Filter::parse(shown.state.as_deref());
    let text = shown.q.unwrap_or_default().trim().to_owned();
    let offset = shown.offset.and_then(|text| text.parse().ok()).unwrap_or(0).min(u64::from(u32::MAX));
    let (runs, more) = list::page(&app, &release, filter, &text, offset, SIZE).await?;
    let known = filter.count(&tally);
    let at = |filter: Filter, text: &str, offset: u64| {
        let offset = offset.to_string();
        let all = [("state", filter.name()), ("q", text), ("offset", &offset)];
        let said: Vec<_> = all.into_iter().filter(|(_, value)| !matches!(*value, "" | "0" | "all")).collect();
        link::of_release("/release", &release, &said)
    };
    let tabs = Filter::ALL.into_iter().filter(|tab| *tab == filter || tab.count(&tally) > 0).map(|tab| Tab {
        text: tab.label(),
        href: at(tab, &text, 0),
        runs: tab.count(&tally),
        current: tab == filter,
    });
    let undo = match shown.approved.and_then(|text| text.parse().ok()) {
        Some(moment) if is_reviewer => {
            let runs = review::of_moment(&app, &actor, &release, moment).await?;
            (runs > 0).then_some(Undo { runs, moment })
        }
        _ => None,
    };
    let counts = tally.counts;
    let to = offset + runs.len() as u64;
    layout::html(&Page {
        layout: Layout::new(&format!("{} #{}", release.name, release.number), &actor)
            .in_build(&build)
            .here(&format!("{} #{}", release.name, release.number)),
        status: release_badge(&release.status),
        is_open: !matches!(release.status.as_str(), "good" | "bad"),
        is_reviewer,
        nothing: match release.status.as_str() {
            "receiving" | "processing" => "No run was heard of yet. They show up here as they come.",
            _ => "There is no such run.",
        },
        summary: Badge::summary(&counts),
        tested: counts.tested(),
        marked: marked(&app, &release).await?,
        changed: Moment::new(app.now(), release.modified),
        bar: Bar::new(&tally),
        seen: tally::modified(app.store.db(), release.id).await?.max(release.modified),
        undo,
        remaining: tally.of(RunStatus::DiffFound),
        tabs: tabs.collect(),
        filter: filter.name().into(),
        shared: review::shared(&app, release.id).await?,
        changes: link::of_release("/release/changes", &release, &[]),
        here: at(filter, &text, offset),
        events: link::of_release("/release/events", &release, &[]),
        select: link::of_release("/release/select", &release, &[]),
        newer: (offset > 0).then(|| at(filter, &text, offset.saturating_sub(SIZE))),
        older: more.then(|| at(filter, &text, offset + SIZE)),
        from: if runs.is_empty() { 0 } else { offset + 1 },
        to,
        found: if text.is_empty() {
            known
        } else if more {
            to + 1
        } else {
            to
        },
        can_pick: is_reviewer && runs.iter().any(|run| run.is_open),
        runs,
        text,
        release,
    })
}

/// Who marked it last, where it is marked.
pub(super) async fn marked(app: &App, release: &release::Model) -> Result<Option<Marked>> {
    let Some(time) = release.decided else { return Ok(None) };
    let by = names(app, release.decided_by.into_iter()).await?.into_values().next();
    let reason = service::reason(app, release).await?;
    let by = by.unwrap_or_else(|| "the server".into());
    Ok(Some(Marked { by, when: Moment::new(app.now(), time), reason }))
}

impl Filter {
    fn count(self, tally: &tally::Tally) -> u64 {
        self.statuses().iter().map(|status| tally.of(*status)).sum()
    }
}
