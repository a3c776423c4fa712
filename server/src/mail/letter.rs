//! What a mail says.

use askama::Template;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::app::App;
use crate::error::Result;
use crate::service::notify::{Facts, Letter};
use crate::service::ticket::{self, Kind};
use crate::store::entity::{build, invitation, user};
use crate::web::{self, link};

/// A mail, as it is sent.
pub(crate) struct Written {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// A release that is ready, for both templates.
struct Ready {
    build: String,
    build_href: String,
    release: String,
    release_href: String,
    home: String,
    tested: String,
    summary: String,
    differences: Vec<Line>,
    /// How many differences the list leaves out.
    more: u64,
}

struct Line {
    test: String,
    href: String,
    percent: String,
}

#[derive(Template)]
#[template(path = "mail/ready.txt")]
struct ReadyText<'a>(&'a Ready);

#[derive(Template)]
#[template(path = "mail/ready.html")]
struct ReadyHtml<'a>(&'a Ready);

/// A mail that asks for a click, for both templates.
struct Click {
    heading: String,
    words: String,
    button: &'static str,
    href: String,
    note: &'static str,
}

#[derive(Template)]
#[template(path = "mail/click.txt")]
struct ClickText<'a>(&'a Click);

#[derive(Template)]
#[template(path = "mail/click.html")]
struct ClickHtml<'a>(&'a Click);

/// Writes a letter; nothing where it is of no use any more. Links that work once are made here, so that what is stored
/// until a letter leaves holds no secret.
pub(crate) async fn write(app: &App, letter: Letter) -> Result<Option<Written>> {
    match letter {
        Letter::Ready { facts } => ready(app, &facts).map(Some),
        Letter::Invitation { id } => invitation(app, id).await,
        Letter::Account { user } => account(app, user).await,
    }
}

fn ready(app: &App, facts: &Facts) -> Result<Written> {
    let at = |path: String| format!("{}{path}", app.public_url);
    let of =
        |path, more: &[(&str, &str)]| at(link::of_named(path, facts.build, &facts.name, facts.number, more));
    let differences: Vec<Line> = facts
        .differences
        .iter()
        .map(|run| Line {
            test: run.test.clone(),
            href: of("/run", &[("test", &run.test)]),
            percent: run.distortion.map(web::percent).unwrap_or_default(),
        })
        .collect();
    let release = format!("{} #{}", facts.name, facts.number);
    let ready = Ready {
        build: facts.build_name.clone(),
        build_href: at(link::build(facts.build)),
        release_href: of("/release", &[]),
        home: at("/".into()),
        tested: facts.counts.tested(),
        summary: facts.counts.summary(),
        more: facts.found.saturating_sub(differences.len() as u64),
        differences,
        release,
    };
    Ok(Written {
        subject: format!("{}: {} - Ready for review", facts.build_name, facts.name),
        text: render(&ReadyText(&ready))?,
        html: render(&ReadyHtml(&ready))?,
    })
}

async fn invitation(app: &App, id: i64) -> Result<Option<Written>> {
    let db = app.store.db();
    let Some(invited) = invitation::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let Some(build) = build::Entity::find_by_id(invited.build_id).one(db).await? else { return Ok(None) };
    let by = match invited.invited_by {
        Some(id) => user::Entity::find_by_id(id).one(db).await?.map(|user| user.name),
        None => None,
    };
    let token = issue(app, Kind::Invitation, None, json!({ "invitation": id })).await?;
    let by = by.unwrap_or_else(|| "An administrator".into());
    click(
        format!("{by} invited you to {}", build.name),
        Click {
            heading: format!("You are invited to {}", build.name),
            words: format!(
                "{by} invited you to look at the screenshots of {} as {}.",
                build.name, invited.role
            ),
            button: "Accept the invitation",
            href: link::to("/join", &[("token", &token)]),
            note: "The link works once, within 14 days. If you did not expect it, leave it alone.",
        },
        app,
    )
    .map(Some)
}

async fn account(app: &App, id: i64) -> Result<Option<Written>> {
    let Some(user) = user::Entity::find_by_id(id).one(app.store.db()).await?.filter(|user| user.active)
    else {
        return Ok(None);
    };
    let token = issue(app, Kind::Password, Some(id), json!({ "mailed": true })).await?;
    click(
        "Choose a password for Depicted".into(),
        Click {
            heading: "Choose a password".into(),
            words: format!("There is an account called {} for you at {}.", user.name, app.public_url),
            button: "Choose a password",
            href: link::to("/password", &[("token", &token)]),
            note: "The link works once, within three days. If you did not expect it, leave it alone.",
        },
        app,
    )
    .map(Some)
}

fn click(subject: String, mut click: Click, app: &App) -> Result<Written> {
    click.href.insert_str(0, &app.public_url);
    Ok(Written { subject, text: render(&ClickText(&click))?, html: render(&ClickHtml(&click))? })
}

async fn issue(app: &App, kind: Kind, user: Option<i64>, payload: serde_json::Value) -> Result<String> {
    let tx = app.store.begin().await?;
    let token = ticket::issue(&*tx, app.now(), kind, user, payload).await?;
    tx.commit().await?;
    Ok(token)
}

fn render(page: &impl Template) -> Result<String> {
    Ok(page.render().map_err(|error| anyhow::Error::new(error).context("cannot write the mail"))?)
}
