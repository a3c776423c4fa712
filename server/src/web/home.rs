//! The first page: builds.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::layout::{self, Layout};
use super::link;
use super::parts::Moment;
use crate::app::App;
use crate::auth::Actor;
use crate::auth::session::Visitor;
use crate::error::Result;
use crate::service::member;
use crate::store::entity::{build, member as role};

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
    let rows = wanted.limit(1000).all(app.store.db()).await?;
    let now = app.now();
    let builds = rows.into_iter().map(|row| Entry {
        href: link::build(row.id),
        public: row.public,
        created: Moment::new(now, row.created),
        name: row.name,
    });
    layout::html(&Home { builds: builds.collect(), layout: Layout::new("", &actor) })
}
