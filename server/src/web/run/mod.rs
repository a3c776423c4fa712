//! A run: its pictures side by side, the decision, what led here.

mod around;
mod artifact;
mod decide;
mod failure;
mod picture;
mod report;

pub(super) use artifact::show as artifact;
pub(super) use decide::decide;
pub(super) use picture::bytes as picture;
pub(super) use report::report;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use depicted::workflow::RunStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use self::around::{Around, Earlier, TaskLine};
use super::build::names;
use super::layout::{self, Layout};
use super::link;
use super::parts::{Badge, Moment, percent, run_badge};
use super::release::Named;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, Role, access};
use crate::error::{Error, Result};
use crate::store::entity::{build, release, run};

#[derive(Template)]
#[template(path = "run.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    before: Option<String>,
    diff: Option<String>,
    after: Option<String>,
    report: Option<String>,
    sides: Vec<Side>,
    distortion: Option<String>,
    regions: Option<u64>,
    decided: Option<(String, Moment)>,
    reason: Option<String>,
    has_failed: bool,
    last_words: Option<String>,
    task: Option<TaskLine>,
    history: Vec<Earlier>,
    prefetch: Vec<String>,
}

/// What the pages of a run share: the way on, and the decision.
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) status: Badge,
    pub(super) action: String,
    pub(super) csrf: String,
    /// When what the page shows was last changed; it goes back with the decision.
    pub(super) seen: i64,
    pub(super) can_approve: bool,
    pub(super) can_reject: bool,
    /// One level up.
    pub(super) up: String,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Before, diff and after, as pages of their own.
    pub(super) kinds: Vec<Kind>,
    /// The kind that F leads to.
    pub(super) cycle: String,
    /// What goes back with the form, so that the page comes again.
    pub(super) back: String,
}

/// A page of one picture, log or configuration.
pub(super) struct Kind {
    pub(super) key: usize,
    pub(super) text: &'static str,
    pub(super) href: String,
    pub(super) current: bool,
}

/// A picture and what came with it.
struct Side {
    heading: &'static str,
    /// What there is in place of the picture.
    missing: Option<&'static str>,
    image: Option<String>,
    visit: Option<String>,
    url: Option<String>,
    config: Option<String>,
    log: Option<String>,
}

/// Which run an address names.
#[derive(Deserialize)]
pub(super) struct Test {
    pub(super) test: String,
}

/// A run, with where it belongs.
pub(super) struct Found {
    pub(super) build: build::Model,
    pub(super) release: release::Model,
    pub(super) run: run::Model,
}

impl Found {
    /// The run of that name, in the release of that build and in no other.
    pub(super) async fn new(app: &App, actor: &Actor, named: &Named, test: &str, role: Role) -> Result<Self> {
        let (build, release) = named.find(app, actor, role).await?;
        let run = run::Entity::find()
            .filter(run::Column::ReleaseId.eq(release.id))
            .filter(run::Column::Name.eq(test))
            .one(app.store.db())
            .await?;
        let run = run.ok_or_else(|| Error::not_found(format!("there is no run {test:?} in this release")))?;
        Ok(Self { build, release, run })
    }

    /// The artifact of a kind.
    pub(super) fn image(&self, kind: &str) -> Option<&str> {
        match kind {
            "before" => self.run.ref_image.as_deref(),
            "diff" => self.run.diff_image.as_deref(),
            _ => self.run.image.as_deref(),
        }
    }
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
    Query(test): Query<Test>,
) -> Result<Html<String>> {
    let found = Found::new(&app, &actor, &named, &test.test, Role::Viewer).await?;
    let around = Around::new(&app, &found.run).await?;
    let frame = frame(&app, &actor, &found, &around, None).await?;
    let Found { build, release, run } = &found;
    let now = app.now();
    let picture = |id: &Option<String>| id.as_deref().map(|id| link::picture(build.id, id));
    let by = names(&app, run.decided_by.into_iter()).await?.into_values().next();
    let page = Page {
        layout: Layout::new(&format!("{} · {} #{}", run.name, release.name, release.number), &actor)
            .in_build(build)
            .in_release(release)
            .here(&run.name),
        before: picture(&run.ref_image),
        diff: picture(&run.diff_image),
        after: picture(&run.image),
        report: run.report.is_some().then(|| link::report(release, run)),
        sides: sides(&found),
        distortion: run.distortion.map(percent),
        regions: run.report.as_ref().and_then(|report| report["regions_total"].as_u64()),
        decided: run.decided.map(|time| (by.unwrap_or_else(|| "a program".into()), Moment::new(now, time))),
        reason: run.reason.clone(),
        has_failed: run.status == RunStatus::Failed.name(),
        last_words: failure::last_words(&app, run).await?,
        task: around::task(&app, run).await?,
        history: around::history(&app, build.id, run).await?,
        prefetch: around.prefetch(build.id),
        frame,
    };
    layout::html(&page)
}

/// The frame of a page of a run; `kind` is that of a page below it.
pub(super) async fn frame(
    app: &App,
    actor: &Actor,
    found: &Found,
    around: &Around,
    kind: Option<(&str, &str)>,
) -> Result<Frame> {
    let Found { build, release, run } = found;
    let is_reviewer = access::build(&app.store, actor, build.id, Role::Reviewer).await.is_ok();
    let at = |test: &str| match kind {
        Some((path, kind)) => link::artifact(path, release, test, kind),
        None => link::run(release, test),
    };
    let path = kind.map_or("/image", |(path, _)| path);
    let page = |kind| link::artifact(path, release, &run.name, kind);
    let all = [("before", "Before", 1), ("diff", "Diff", 2), ("after", "After", 3)];
    let kinds =
        all.into_iter().filter(|(name, ..)| path != "/config" || *name != "diff").map(|(name, text, key)| {
            Kind { key, text, href: page(name), current: kind.is_some_and(|(_, kind)| kind == name) }
        });
    let kinds: Vec<Kind> = kinds.collect();
    let place = kinds.iter().position(|kind| kind.current);
    Ok(Frame {
        name: run.name.clone(),
        status: run_badge(&run.status, run.distortion),
        action: link::run(release, &run.name),
        csrf: Layout::new("", actor).csrf,
        seen: run.modified,
        can_approve: is_reviewer && run.status == RunStatus::DiffFound.name(),
        can_reject: is_reviewer && run.status == RunStatus::DiffApproved.name(),
        up: if kind.is_some() { link::run(release, &run.name) } else { link::release(release) },
        previous: around.previous.as_deref().map(at),
        next: around.next.as_ref().map(|next| at(&next.name)),
        cycle: kinds[place.map_or(0, |place| (place + 1) % kinds.len())].href.clone(),
        kinds,
        back: at(&run.name),
    })
}

fn sides(found: &Found) -> Vec<Side> {
    let Found { release, run, .. } = found;
    let link = |path: &str, kind, there: bool| there.then(|| link::artifact(path, release, &run.name, kind));
    let side = |heading, kind, url: Option<&String>, log: bool, config: bool| {
        let there = found.image(kind).is_some();
        let missing = match (there, log) {
            (true, _) => None,
            (false, true) => Some("No picture: see the log"),
            (false, false) => Some("No picture"),
        };
        Side {
            heading,
            missing,
            image: link("/image", kind, there),
            visit: url.filter(|url| url.starts_with("http://") || url.starts_with("https://")).cloned(),
            url: url.cloned(),
            config: link("/config", kind, config),
            log: link("/log", kind, log),
        }
    };
    vec![
        side("Before", "before", run.ref_url.as_ref(), run.ref_log.is_some(), run.ref_config.is_some()),
        side("Diff", "diff", None, run.diff_log.is_some(), false),
        side("After", "after", run.url.as_ref(), run.log.is_some(), run.config.is_some()),
    ]
}
