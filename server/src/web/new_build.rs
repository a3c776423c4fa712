//! To make a build.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::Visitor;
use crate::error::{Error, Result};
use crate::service;

#[derive(Template)]
#[template(path = "new_build.html")]
struct New {
    layout: Layout,
}

/// The form.
pub(super) async fn show(Visitor(actor): Visitor) -> Result<Html<String>> {
    if matches!(actor, Actor::Anonymous) {
        return Err(Error::Unauthorized("sign in to make a build".into()));
    }
    layout::html(&New { layout: Layout::new("New build", &actor).here("New build") })
}

/// Makes it, and goes there.
pub(super) async fn submit(State(app): State<App>, form: Signed) -> Result<Redirect> {
    let row = service::build::create(&app, &form.actor, form.fields.text("name"), form.fields.has("public"))
        .await?;
    Ok(Redirect::to(&link::build(row.id)))
}
