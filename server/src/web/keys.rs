//! API keys of a build.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::form::Signed;
use super::layout::{self, Layout};
use super::link;
use super::parts::Moment;
use super::settings::Named;
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Actor, Role, access};
use crate::error::Result;
use crate::service::key as service;
use crate::store::entity::{api_key, build};

#[derive(Template)]
#[template(path = "keys.html")]
struct Page {
    layout: Layout,
    build: i64,
    fresh: Option<(String, String)>,
    keys: Vec<Entry>,
}

struct Entry {
    id: String,
    purpose: String,
    worker: bool,
    created: Moment,
    last_used: Option<Moment>,
    revoked: Option<Moment>,
}

/// The list.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &actor, named.build_id, Role::Admin).await?;
    page(&app, &actor, &build, None).await
}

/// Makes a key. Its secret is on this page and nowhere else.
pub(super) async fn create(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Html<String>> {
    let build = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    let made = service::create(
        &app,
        &form.actor,
        Some(build.id),
        form.fields.text("purpose"),
        form.fields.has("worker"),
    )
    .await?;
    page(&app, &form.actor, &build, Some((made.key.id, made.secret))).await
}

/// Revokes a key, at once.
pub(super) async fn revoke(
    State(app): State<App>,
    Query(named): Query<Named>,
    form: Signed,
) -> Result<Redirect> {
    let build = access::build(&app.store, &form.actor, named.build_id, Role::Admin).await?;
    service::revoke(&app, &form.actor, Some(build.id), form.fields.text("id")).await?;
    Ok(Redirect::to(&link::managing("/api_keys", build.id)))
}

async fn page(
    app: &App,
    actor: &Actor,
    build: &build::Model,
    fresh: Option<(String, String)>,
) -> Result<Html<String>> {
    let rows = api_key::Entity::find()
        .filter(api_key::Column::BuildId.eq(build.id))
        .order_by_desc(api_key::Column::Created)
        .limit(1000)
        .all(app.store.db())
        .await?;
    let now = app.now();
    let keys = rows.into_iter().map(|row| Entry {
        created: Moment::new(now, row.created),
        last_used: row.last_used.map(|time| Moment::new(now, time)),
        revoked: row.revoked.map(|time| Moment::new(now, time)),
        id: row.id,
        purpose: row.purpose,
        worker: row.worker,
    });
    layout::html(&Page {
        keys: keys.collect(),
        fresh,
        build: build.id,
        layout: Layout::new("API keys", actor).in_build(build).here("API keys"),
    })
}
