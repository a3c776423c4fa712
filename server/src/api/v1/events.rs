//! A release as it goes on: server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use depicted::workflow::ReleaseId;
use futures::{Stream, stream};
use tokio::sync::broadcast::Receiver;
use utoipa::ToSchema;

use super::ask::Path;
use super::refused::Refused;
use super::release::ReleaseView;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::Result;
use crate::service;

/// How often a release is looked at that nobody in this process told of: another server may have changed it.
const LOOK: Duration = Duration::from_secs(5);

/// An event, as its lines say.
#[derive(ToSchema)]
#[expect(dead_code, reason = "events are written by axum; this describes them")]
pub(crate) struct ReleaseEvent {
    /// `release`.
    event: String,
    /// The release, as JSON.
    data: String,
}

/// One watch.
struct Watch {
    app: App,
    changes: Receiver<ReleaseId>,
    release: (i64, String, i64),
    id: i64,
    /// What was sent last.
    last: Option<String>,
}

/// Sends the release at once and whenever it has changed, as events named `release`.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/releases/{name}/{number}/events", security((), ("key" = []), ("session" = [])), tag = "releases",
    params(("build_id" = i64, Path), ("name" = String, Path), ("number" = i64, Path)), responses(
    (status = 200, content_type = "text/event-stream", body = ReleaseEvent), Refused,
))]
pub(super) async fn follow(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(release): Path<(i64, String, i64)>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    access::build(&app.store, &actor, release.0, Role::Viewer).await?;
    let changes = app.changed.subscribe();
    let id = service::release::find::attempt(app.store.db(), release.0, &release.1, release.2).await?.id;
    let watch = Watch { app, changes, release, id, last: None };
    let events = stream::unfold(watch, |mut watch| async {
        let body = watch.next().await?;
        Some((Ok(Event::default().event("release").data(body)), watch))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

impl Watch {
    /// The release as JSON, once it differs from what was sent last; `None` where it is gone.
    async fn next(&mut self) -> Option<String> {
        loop {
            let (build_id, name, number) = &self.release;
            let row =
                service::release::find::attempt(self.app.store.db(), *build_id, name, *number).await.ok()?;
            let body = serde_json::to_string(&ReleaseView::load(&self.app, row).await.ok()?).ok()?;
            if self.last.as_ref() != Some(&body) {
                self.last = Some(body.clone());
                return Some(body);
            }
            let id = ReleaseId(self.id);
            let of_this = async {
                // What was missed may have been of this one.
                while matches!(self.changes.recv().await, Ok(other) if other != id) {}
            };
            let _ = tokio::time::timeout(LOOK, of_this).await;
        }
    }
}
