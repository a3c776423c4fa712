//! One's own account: who one is, the password, where one is signed in.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};

use super::form::Signed;
use super::layout::{self, Layout};
use super::parts::Moment;
use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::Visitor;
use crate::error::{Error, Result};
use crate::service::user as service;
use crate::store::entity::{session, user};

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    layout: Layout,
    user: user::Model,
    sessions: Vec<Entry>,
}

struct Entry {
    id: String,
    agent: String,
    created: Moment,
    current: bool,
}

/// The page.
pub(super) async fn show(State(app): State<App>, Visitor(actor): Visitor) -> Result<Html<String>> {
    let (user, session) = person(&actor)?;
    let now = app.now();
    let sessions = service::sessions(&app, user.id).await?.into_iter().map(|row| Entry {
        current: row.id_hash == session.id_hash,
        agent: row.agent.unwrap_or_else(|| "a browser".into()),
        created: Moment::new(now, row.created),
        id: row.id_hash,
    });
    layout::html(&Page {
        sessions: sessions.collect(),
        user: user.clone(),
        layout: Layout::new("Account", &actor).here("Account"),
    })
}

/// Another password; everywhere else one is signed out.
pub(super) async fn password(State(app): State<App>, form: Signed) -> Result<Redirect> {
    let (user, session) = person(&form.actor)?;
    let (old, new) = (form.fields.exact("old"), form.fields.exact("new"));
    service::change_password(&app, user, &session.id_hash, old, new).await?;
    Ok(Redirect::to("/account"))
}

/// Ends one of one's sessions.
pub(super) async fn end(State(app): State<App>, form: Signed) -> Result<Redirect> {
    let (user, _) = person(&form.actor)?;
    service::end_session(&app, user.id, form.fields.text("session")).await?;
    Ok(Redirect::to("/account"))
}

fn person(actor: &Actor) -> Result<(&user::Model, &session::Model)> {
    match actor {
        Actor::Person { user, session } => Ok((user, session)),
        Actor::Developer => Err(Error::not_found("without authentication there are no accounts")),
        _ => Err(Error::Unauthorized("sign in to see your account".into())),
    }
}
