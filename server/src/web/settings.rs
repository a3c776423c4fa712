//! The settings of a build.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::error::Result;
use crate::service::settings as service;
use crate::store::entity::build;

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    layout: Layout,
    build: i64,
    row: build::Model,
    options: String,
}

/// Which build an address names.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) build_id: i64,
}

/// The form.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
) -> Result<Html<String>> {
    let row = access::build(&app.store, &actor, named.build_id, Role::Admin).await?;
    layout::html(&Page {
        layout: Layout::new("Settings", &actor).in_build(&row).here("Settings"),
        build: row.id,
        options: serde_json::to_string_pretty(&row.options)?,
        row,
    })
}

/// Changes them.
pub(super) async fn submit(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let row = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    let fields = &form.fields;
    let wanted = service::Wanted {
        name: fields.text("name"),
        public: fields.has("public"),
        send_email: fields.has("send_email"),
        email_alias: fields.text("email_alias"),
        retention_days: fields.text("retention_days"),
        options: fields.text("options"),
    };
    let id = row.id;
    service::change(&app, &form.actor, row, &wanted).await?;
    Ok(Redirect::to(&link::managing("/settings", id)))
}
