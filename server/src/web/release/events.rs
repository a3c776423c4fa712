//! Tells a page that its release changed, by server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use tokio_stream::wrappers::BroadcastStream;

use super::Named;
use crate::app::App;
use crate::auth::Role;
use crate::auth::session::Visitor;
use crate::error::Result;

/// An event for each change. A page that is asleep misses some and hears of the next.
pub(in crate::web) async fn watch(
    State(app): State<App>,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let (_, release) = named.find(&app, &actor, Role::Viewer).await?;
    let id = release.id;
    let changes = BroadcastStream::new(app.changed.subscribe()).filter_map(move |changed| async move {
        // Whoever missed something looks again.
        let mine = changed.map_or(true, |changed| changed.0 == id);
        mine.then(|| Ok(Event::default().event("changed").data(id.to_string())))
    });
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}
