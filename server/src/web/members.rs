//! Who belongs to a build.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use super::parts::Moment;
use super::settings::Named;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::error::{Error, Result};
use crate::service::member as service;

#[derive(Template)]
#[template(path = "members.html")]
struct Page {
    layout: Layout,
    build: i64,
    members: Vec<Entry>,
    invitations: Vec<Invited>,
    mail: bool,
}

struct Entry {
    user: i64,
    name: String,
    email: String,
    role: String,
    since: Moment,
    is_me: bool,
}

struct Invited {
    id: i64,
    email: String,
    role: String,
    since: Moment,
}

/// The list.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &actor, named.build_id, Role::Admin).await?;
    let now = app.now();
    let members = service::all(&app, build.id).await?.into_iter().map(|(row, user)| Entry {
        user: user.id,
        is_me: actor.user_id() == Some(user.id),
        email: user.email.unwrap_or_default(),
        name: user.name,
        role: row.role,
        since: Moment::new(now, row.created),
    });
    let invitations = service::invitations(&app, build.id).await?.into_iter().map(|row| Invited {
        id: row.id,
        email: row.email,
        role: row.role,
        since: Moment::new(now, row.created),
    });
    layout::html(&Page {
        members: members.collect(),
        invitations: invitations.collect(),
        mail: app.settings.mail.smtp.is_some(),
        build: build.id,
        layout: Layout::new("Members", &actor).in_build(&build).here("Members"),
    })
}

/// Invites an address.
pub(super) async fn invite(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let build = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    let role = role(form.fields.text("role"))?;
    service::invite(&app, &form.actor, build.id, form.fields.text("email"), role).await?;
    Ok(back(build.id))
}

/// Gives a member another role.
pub(super) async fn change(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let build = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    let role = role(form.fields.text("role"))?;
    service::change(&app, &form.actor, build.id, form.fields.number("user")?, Some(role)).await?;
    Ok(back(build.id))
}

/// Ends a membership, or takes an invitation back.
pub(super) async fn revoke(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let build = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    if form.fields.has("invitation") {
        service::uninvite(&app, &form.actor, build.id, form.fields.number("invitation")?).await?;
    } else {
        service::change(&app, &form.actor, build.id, form.fields.number("user")?, None).await?;
    }
    Ok(back(build.id))
}

fn role(name: &str) -> Result<Role> {
    Role::parse(name)
        .ok_or_else(|| Error::bad("bad_role", format!("there is no role {name:?}: viewer, reviewer, admin")))
}

fn back(build: i64) -> Redirect {
    Redirect::to(&link::managing("/admins", build))
}
