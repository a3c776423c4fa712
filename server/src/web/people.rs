//! Accounts, for superusers.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use super::parts::Moment;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, access};
use crate::error::{Error, Result};
use crate::service::people::{self as service, Change, Invited};
use crate::store::entity::user;

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    layout: Layout,
    mail: bool,
    fresh: Option<Fresh>,
    people: Vec<Entry>,
}

/// How a new account's owner comes in.
struct Fresh {
    name: String,
    mailed: String,
    link: String,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a mark in the list")]
struct Entry {
    id: i64,
    name: String,
    email: String,
    /// Where they sign in.
    at: String,
    superuser: bool,
    active: bool,
    local: bool,
    is_me: bool,
    last_seen: Option<Moment>,
}

/// The list.
pub(super) async fn show(State(app): State<App>, Visitor(actor): Visitor) -> Result<Html<String>> {
    only_superusers(&actor)?;
    page(&app, &actor, None).await
}

/// Adds an account.
pub(super) async fn add(State(app): State<App>, form: Signed) -> Result<Html<String>> {
    only_superusers(&form.actor)?;
    let fields = &form.fields;
    let (name, email) = (fields.text("name"), fields.text("email"));
    let made = service::add(&app, &form.actor, name, email, fields.has("superuser")).await?;
    page(&app, &form.actor, Some(made)).await
}

/// Closes or opens one, changes its rights, or makes another link.
pub(super) async fn change(State(app): State<App>, form: Signed) -> Result<Response> {
    only_superusers(&form.actor)?;
    let (id, action) = (form.fields.number("id")?, form.fields.text("action"));
    if action == "link" {
        let made = service::new_link(&app, &form.actor, id).await?;
        return Ok(page(&app, &form.actor, Some(made)).await?.into_response());
    }
    let change = Change::parse(action).ok_or_else(|| {
        let known = "link, close, open, give_rights and take_rights";
        Error::bad("bad_action", format!("there is no action {action:?}: there are {known}"))
    })?;
    service::change(&app, &form.actor, id, change).await?;
    Ok(Redirect::to("/people").into_response())
}

async fn page(app: &App, actor: &Actor, fresh: Option<(user::Model, Invited)>) -> Result<Html<String>> {
    let now = app.now();
    let people = service::all(app).await?.into_iter().map(|row| Entry {
        local: row.subject.starts_with("local:"),
        at: match row.subject.strip_prefix("oidc:").and_then(|rest| rest.split_once('#')) {
            Some((issuer, _)) => issuer.into(),
            None => "with a password".into(),
        },
        is_me: actor.user_id() == Some(row.id),
        id: row.id,
        name: row.name,
        email: row.email.unwrap_or_default(),
        superuser: row.superuser,
        active: row.active,
        last_seen: row.last_seen.map(|time| Moment::new(now, time)),
    });
    let fresh = fresh.map(|(row, invited)| {
        let (mailed, link) = match invited {
            Invited::Mailed(address) => (address, String::new()),
            Invited::Link(token) => {
                let path = link::to("/password", &[("token", &token)]);
                (String::new(), format!("{}{path}", app.public_url))
            }
        };
        Fresh { name: row.name, mailed, link }
    });
    layout::html(&Page {
        mail: app.settings.mail.smtp.is_some(),
        people: people.collect(),
        fresh,
        layout: Layout::new("People", actor).here("People"),
    })
}

fn only_superusers(actor: &Actor) -> Result<()> {
    access::superuser(actor, "sign in as a superuser to see the accounts", "accounts are for superusers")
}
