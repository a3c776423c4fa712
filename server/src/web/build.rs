//! A build: its releases by name and attempt.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::layout::{self, Layout};
use super::link;
use super::parts::{Badge, Bar, Moment, release_badge};
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::error::Result;
use crate::service::{member, tally};
use crate::store::entity::{release, user};

/// The most attempts on a page, and how many there are unless asked for.
const MOST: u64 = 50;
const USUAL: u64 = 10;

#[derive(Template)]
#[template(path = "build.html")]
struct Page {
    layout: Layout,
    build: i64,
    name: String,
    public: bool,
    is_admin: bool,
    groups: Vec<Group>,
    size: u64,
    newer: Option<String>,
    older: Option<String>,
}

/// Attempts at one name.
struct Group {
    name: String,
    attempts: Vec<Attempt>,
}

struct Attempt {
    number: i64,
    href: String,
    status: Badge,
    summary: Badge,
    tested: String,
    bar: Bar,
    created: Moment,
    decided: Option<(String, Moment)>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    id: i64,
    // Whatever is typed here, the page is shown.
    page_size: Option<String>,
    offset: Option<String>,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>> {
    member::claim(&app, &actor).await?;
    let build = access::build(&app.store, &actor, asked.id, Role::Viewer).await?;
    let is_admin = access::build(&app.store, &actor, asked.id, Role::Admin).await.is_ok();
    let size = clamp(asked.page_size.as_deref(), USUAL).clamp(1, MOST);
    let offset = clamp(asked.offset.as_deref(), 0).min(u64::from(u32::MAX));
    let mut rows = release::Entity::find()
        .filter(release::Column::BuildId.eq(build.id))
        .order_by_desc(release::Column::Created)
        .order_by_desc(release::Column::Id)
        .offset(offset)
        .limit(size + 1)
        .all(app.store.db())
        .await?;
    let more = rows.len() as u64 > size;
    rows.truncate(size as usize);
    let tallies =
        tally::of_releases(app.store.db(), &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let names = names(&app, rows.iter().filter_map(|row| row.decided_by)).await?;
    let now = app.now();
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let tally = tallies.get(&row.id).cloned().unwrap_or_default();
        let counts = tally.counts;
        let by = row.decided_by.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "the server".into());
        let attempt = Attempt {
            number: row.number,
            href: link::release(&row),
            status: release_badge(&row.status),
            summary: Badge::summary(&counts),
            tested: counts.tested(),
            bar: Bar::new(&tally),
            created: Moment::new(now, row.created),
            decided: row.decided.map(|time| (by, Moment::new(now, time))),
        };
        match groups.iter_mut().find(|group| group.name == row.name) {
            Some(group) => group.attempts.push(attempt),
            None => groups.push(Group { name: row.name, attempts: vec![attempt] }),
        }
    }
    for group in &mut groups {
        group.attempts.sort_by_key(|attempt| std::cmp::Reverse(attempt.number));
    }
    let at = |offset: u64| {
        let query =
            [("id", build.id.to_string()), ("page_size", size.to_string()), ("offset", offset.to_string())];
        link::to("/build", &query.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    layout::html(&Page {
        layout: Layout::new(&build.name, &actor).here(&build.name),
        build: build.id,
        public: build.public,
        is_admin,
        groups,
        size,
        newer: (offset > 0).then(|| at(offset.saturating_sub(size))),
        older: more.then(|| at(offset + size)),
        name: build.name,
    })
}

/// What these people are called.
pub(super) async fn names(app: &App, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, String>> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(app.store.db()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// A number from an address; `otherwise` for what is none, 0 for what is below.
fn clamp(text: Option<&str>, otherwise: u64) -> u64 {
    match text.map(|text| text.trim().parse::<i128>()) {
        Some(Ok(number)) => u64::try_from(number.clamp(0, i128::from(u64::MAX))).unwrap_or(otherwise),
        _ => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 65.
    #[test]
    fn any_number_in_the_address_is_understood() {
        assert_eq!(clamp(None, 10), 10);
        assert_eq!(clamp(Some("x"), 10), 10);
        assert_eq!(clamp(Some("-3"), 10), 0);
        assert_eq!(clamp(Some("99999999999999999999999"), 10), u64::MAX);
    }
}
