//! The first page: builds.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::layout::{self, Layout};
use super::link;
use super::parts::{Badge, Moment, release_badge};
use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::Visitor;
use crate::error::Result;
use crate::service::member;
use crate::store::entity::{build, member as role, release};

/// Builds on the page.
const MOST: u64 = 1000;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    layout: Layout,
    builds: Vec<Entry>,
}

struct Entry {
    name: String,
    href: String,
    public: bool,
    created: Moment,
    newest: Option<Newest>,
}

/// The newest release of a build.
struct Newest {
    name: String,
    href: String,
    status: Badge,
    changed: Moment,
}

/// Public builds for everybody; their own for whoever is signed in; all of them for superusers.
pub(super) async fn show(State(app): State<App>, Visitor(actor): Visitor) -> Result<Html<String>> {
    member::claim(&app, &actor).await?;
    let mut wanted =
        build::Entity::find().order_by_desc(build::Column::Created).order_by_desc(build::Column::Id);
    wanted = match &actor {
        _ if actor.is_superuser() => wanted,
        Actor::Person { user, .. } => {
            let own =
                role::Entity::find().filter(role::Column::UserId.eq(user.id)).all(app.store.db()).await?;
            wanted.filter(build::Column::Id.is_in(own.into_iter().map(|row| row.build_id)))
        }
        _ => wanted.filter(build::Column::Public.eq(true)),
    };
    let rows = wanted.limit(MOST).all(app.store.db()).await?;
    let now = app.now();
    let mut releases = newest(&app, &rows).await?;
    let builds = rows.into_iter().map(|row| Entry {
        href: link::build(row.id),
        public: row.public,
        created: Moment::new(now, row.created),
        newest: releases.remove(&row.id).map(|release| Newest {
            name: format!("{} #{}", release.name, release.number),
            href: link::release(&release),
            status: release_badge(&release.status),
            changed: Moment::new(now, release.modified),
        }),
        name: row.name,
    });
    layout::html(&Home { builds: builds.collect(), layout: Layout::new("", &actor) })
}

/// The newest release of each of these builds, in two questions.
async fn newest(app: &App, builds: &[build::Model]) -> Result<HashMap<i64, release::Model>> {
    let ids: Vec<i64> = release::Entity::find()
        .select_only()
        .column_as(release::Column::Id.max(), "newest")
        .filter(release::Column::BuildId.is_in(builds.iter().map(|row| row.id)))
        .group_by(release::Column::BuildId)
        .into_tuple()
        .all(app.store.db())
        .await?;
    let rows = release::Entity::find().filter(release::Column::Id.is_in(ids)).all(app.store.db()).await?;
    Ok(rows.into_iter().map(|row| (row.build_id, row)).collect())
}
