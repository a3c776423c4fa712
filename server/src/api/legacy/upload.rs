//! `upload`: exactly one file, streamed.

use axum::extract::multipart::Multipart;
use axum::extract::{Request, State};
use futures::stream;
use serde_json::json;

use super::answer::{Answer, success};
use super::call::{self, Call};
use crate::app::App;
use crate::blob::Stored;
use crate::error::{Error, Result};
use crate::service::artifact;

/// Stores a file of a build. The parts may come in any order.
pub(super) async fn upload(State(app): State<App>, request: Request) -> Answer {
    let (head, body) = request.into_parts();
    let mut call = call::begin(&head, &app).await?;
    if call.fields.given("build_id").is_some() {
        call.build_of_work(&app).await?;
    }
    let mut parts = call::parts(Request::from_parts(head, body), &app).await?;
    let read = read(&app, &mut call, &mut parts).await;
    if read.is_err() {
        drain(&mut parts, app.settings.max_upload).await;
    }
    let stored = read?;
    let build = call.build_of_work(&app).await?;
    let file = artifact::record(&app, build.id, stored).await?;
    success(json!({ "build_id": build.id, "sha1sum": file.id, "content_type": file.content_type }))
}

async fn read(app: &App, call: &mut Call, parts: &mut Multipart) -> Result<Stored> {
    let mut stored = None;
    while let Some(part) = parts.next_field().await.map_err(call::broken)? {
        if part.file_name().is_none() {
            call::add_part(&mut call.fields, part).await?;
            continue;
        }
        if stored.is_some() {
            return Err(Error::bad("one_file", "send exactly one file; this request has more"));
        }
        let chunks = stream::try_unfold(part, |mut part| async move {
            let chunk = part.chunk().await.map_err(call::broken)?;
            Ok::<_, Error>(chunk.map(|chunk| (chunk, part)))
        });
        stored = Some(app.blobs.store(chunks, app.settings.max_upload).await?);
    }
    stored.ok_or_else(|| Error::bad("one_file", "send exactly one file; this request has none"))
}

/// Reads on for a while, so that a client that sends all before it listens hears why it was refused.
async fn drain(parts: &mut Multipart, limit: usize) {
    let mut left = limit;
    while let Ok(Some(mut part)) = parts.next_field().await {
        while let Ok(Some(chunk)) = part.chunk().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                return;
            }
        }
    }
}
