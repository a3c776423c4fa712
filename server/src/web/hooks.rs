//! Webhooks of a build, and what became of their calls.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use super::parts::{Moment, Stretch, older};
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, Role, access};
use crate::error::{Error, Result};
use crate::service::notify::{Event, Facts};
use crate::service::webhook as service;
use crate::store::entity::{build, outbox, webhook};

/// Calls on a page.
const SIZE: u64 = 25;

#[derive(Template)]
#[template(path = "hooks.html")]
struct Page {
    layout: Layout,
    build: i64,
    events: Vec<&'static str>,
    /// The new one's secret.
    fresh: Option<String>,
    hooks: Vec<Hook>,
    calls: Vec<Call>,
    older: Option<String>,
}

struct Hook {
    id: i64,
    url: String,
    events: String,
    created: Moment,
}

struct Call {
    id: i64,
    event: &'static str,
    about: String,
    target: String,
    tone: &'static str,
    icon: &'static str,
    state: String,
    error: String,
    created: Moment,
}

/// The list; calls before `before` on the next ones.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Stretch>,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &actor, asked.build_id, Role::Admin).await?;
    page(&app, &actor, &build, asked.before, None).await
}

/// Sets one up. Its secret is on this page and nowhere else.
pub(super) async fn create(
    State(app): State<App>,
    Query(asked): Query<Stretch>,
    form: Signed,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &form.actor, asked.build_id, Role::Admin).await?;
    let events = form.fields.all("event").map(event).collect::<Result<Vec<Event>>>()?;
    let made = service::add(&app, &form.actor, build.id, form.fields.text("url"), &events).await?;
    page(&app, &form.actor, &build, None, Some(made.secret)).await
}

/// Removes one, tries one, or makes a call again.
pub(super) async fn change(
    State(app): State<App>,
    Query(asked): Query<Stretch>,
    form: Signed,
) -> Result<Redirect> {
    let build = access::build(&app.store, &form.actor, asked.build_id, Role::Admin).await?;
    let id = || form.fields.number("id");
    match form.fields.text("action") {
        "remove" => service::remove(&app, &form.actor, build.id, id()?).await?,
        "try" => service::ping(&app, &build, id()?).await?,
        "again" => service::again(&app, build.id, id()?).await?,
        other => {
            let known = "remove, try and again";
            return Err(Error::bad("bad_action", format!("there is no action {other:?}: there are {known}")));
        }
    }
    Ok(Redirect::to(&link::managing("/hooks", build.id)))
}

async fn page(
    app: &App,
    actor: &Actor,
    build: &build::Model,
    before: Option<i64>,
    fresh: Option<String>,
) -> Result<Html<String>> {
    let now = app.now();
    let hooks = service::all(app, build.id).await?;
    let mut rows = service::calls(app, build.id, before, SIZE + 1).await?;
    let older = older(&mut rows, SIZE, "/hooks", build.id, |row| row.id);
    layout::html(&Page {
        build: build.id,
        events: Event::ALL.map(Event::name).to_vec(),
        fresh,
        hooks: hooks.into_iter().map(|row| hook(now, row)).collect(),
        calls: rows.into_iter().map(|row| call(now, row)).collect(),
        older,
        layout: Layout::new("Webhooks", actor).in_build(build).here("Webhooks"),
    })
}

fn hook(now: depicted::workflow::Timestamp, row: webhook::Model) -> Hook {
    Hook {
        id: row.id,
        url: row.url,
        events: if row.events.is_empty() { "everything".into() } else { row.events.replace(',', ", ") },
        created: Moment::new(now, row.created),
    }
}

fn call(now: depicted::workflow::Timestamp, row: outbox::Model) -> Call {
    let facts: Option<Facts> = serde_json::from_value(row.payload).ok();
    let times = if row.attempts == 1 { "once".into() } else { format!("{} times", row.attempts) };
    let answer = row.answer.map(|answer| format!(", answered {answer}")).unwrap_or_default();
    let (tone, icon, state) = match (row.delivered, row.failed) {
        (Some(_), _) => ("good", "tick", format!("Arrived{answer}, tried {times}")),
        (_, Some(_)) => ("bad", "cross", format!("Given up{answer}, tried {times}")),
        _ if row.attempts == 0 => ("wait", "clock", "Waits".into()),
        _ => ("wait", "clock", format!("Is tried again{answer}, tried {times}")),
    };
    Call {
        id: row.id,
        event: facts.as_ref().map_or("", |facts| facts.event.name()),
        about: facts
            .filter(|facts| facts.event != Event::Ping)
            .map(|facts| format!("{} #{}", facts.name, facts.number))
            .unwrap_or_default(),
        target: row.target,
        tone,
        icon,
        state,
        error: row.last_error.unwrap_or_default(),
        created: Moment::new(now, row.created),
    }
}

fn event(name: &str) -> Result<Event> {
    let known = Event::ALL.into_iter().find(|event| event.name() == name);
    known.ok_or_else(|| Error::bad("bad_event", format!("a webhook is not told of {name:?}")))
}
