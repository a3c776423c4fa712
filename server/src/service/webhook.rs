//! Webhooks of a build: set up, tried, removed, and what became of their calls.

use depicted::workflow::Counts;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::audit::{self, About};
use super::notify::{Event, Facts};
use super::outbox::{self, Kind, Message};
use crate::app::App;
use crate::auth::{Actor, secret};
use crate::error::{Error, Result};
use crate::hooks;
use crate::store::entity::outbox as messages;
use crate::store::entity::{build, webhook};

/// The most webhooks of a build.
const MANY: u64 = 20;

/// Sets one up. Its secret is in what comes back, to be shown once.
pub(crate) async fn add(
    app: &App,
    actor: &Actor,
    build: i64,
    url: &str,
    events: &[Event],
) -> Result<webhook::Model> {
    let checked = hooks::check(url, app.settings.webhook_private)?;
    let events: Vec<&str> = events.iter().map(|event| event.name()).collect();
    let all = events.is_empty() || events.len() == Event::ALL.len();
    let now = app.now();
    let tx = app.store.begin().await?;
    if webhook::Entity::find().filter(webhook::Column::BuildId.eq(build)).count(&*tx).await? >= MANY {
        return Err(Error::bad("too_many_webhooks", format!("a build has at most {MANY} webhooks")));
    }
    let row = webhook::ActiveModel {
        build_id: Set(build),
        url: Set(checked.to_string()),
        secret: Set(secret::new()),
        active: Set(true),
        created: Set(now.0),
        events: Set(if all { String::new() } else { events.join(",") }),
        ..Default::default()
    };
    let row = row.insert(&*tx).await?;
    let about = About { build: Some(build), ..About::default() };
    // The host alone: what follows it is often a secret.
    let host = checked.host_str().unwrap_or_default();
    audit::record(&*tx, now, actor, about, "created_webhook", host).await?;
    tx.commit().await?;
    Ok(row)
}

/// Removes one, and the list of its calls with it.
pub(crate) async fn remove(app: &App, actor: &Actor, build: i64, id: i64) -> Result<()> {
    let hook = find(app, build, id).await?;
    let host = url::Url::parse(&hook.url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned));
    let now = app.now();
    let tx = app.store.begin().await?;
    messages::Entity::delete_many().filter(messages::Column::WebhookId.eq(id)).exec(&*tx).await?;
    hook.delete(&*tx).await?;
    let about = About { build: Some(build), ..About::default() };
    audit::record(&*tx, now, actor, about, "removed_webhook", host.unwrap_or_default()).await?;
    Ok(tx.commit().await?)
}

/// Calls one without a cause, so that somebody sees whether it works.
pub(crate) async fn ping(app: &App, build: &build::Model, id: i64) -> Result<()> {
    let hook = find(app, build.id, id).await?;
    let now = app.now();
    let facts = Facts {
        event: Event::Ping,
        build: build.id,
        build_name: build.name.clone(),
        name: String::new(),
        number: 0,
        status: String::new(),
        url: None,
        counts: Counts::default(),
        differences: Vec::new(),
        found: 0,
        by: None,
        time: now.0,
    };
    let tx = app.store.begin().await?;
    outbox::put(&*tx, now, vec![Message::call(&hook, &facts)?]).await?;
    Ok(tx.commit().await?)
}

/// Makes a call again, as a new one with the same facts.
pub(crate) async fn again(app: &App, build: i64, message: i64) -> Result<()> {
    let old = messages::Entity::find_by_id(message).one(app.store.db()).await?;
    let missing = || Error::not_found(format!("there is no call {message} of this build's webhooks"));
    let old = old
        .filter(|row| row.build_id == Some(build) && row.kind == Kind::Webhook.name())
        .ok_or_else(missing)?;
    let hook = find(app, build, old.webhook_id.unwrap_or_default()).await?;
    let message = Message::call(&hook, &old.payload)?;
    let tx = app.store.begin().await?;
    outbox::put(&*tx, app.now(), vec![message]).await?;
    Ok(tx.commit().await?)
}

/// The webhooks of a build, the oldest first.
pub(crate) async fn all(app: &App, build: i64) -> Result<Vec<webhook::Model>> {
    let found = webhook::Entity::find().filter(webhook::Column::BuildId.eq(build));
    Ok(found.order_by_asc(webhook::Column::Id).all(app.store.db()).await?)
}

/// Their calls, newest first, those before `before`.
pub(crate) async fn calls(
    app: &App,
    build: i64,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<messages::Model>> {
    let mut found = messages::Entity::find()
        .filter(messages::Column::BuildId.eq(build))
        .filter(messages::Column::Kind.eq(Kind::Webhook.name()));
    if let Some(before) = before {
        found = found.filter(messages::Column::Id.lt(before));
    }
    Ok(found.order_by_desc(messages::Column::Id).limit(limit).all(app.store.db()).await?)
}

async fn find(app: &App, build: i64, id: i64) -> Result<webhook::Model> {
    let found = webhook::Entity::find_by_id(id).one(app.store.db()).await?;
    found
        .filter(|hook| hook.build_id == build)
        .ok_or_else(|| Error::not_found(format!("there is no webhook {id} in this build")))
}
