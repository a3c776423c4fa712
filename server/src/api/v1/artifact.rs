//! Files of a build.

use axum::Json;
use axum::extract::State;
use depicted::workflow::ArtifactId;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Path;
use super::refused::Refused;
use super::time::rfc3339;
use crate::app::App;
use crate::auth::{Caller, Role, access};
use crate::error::{Error, Result};
use crate::service;

/// A stored file.
#[derive(Serialize, ToSchema)]
#[schema(as = Artifact)]
pub(crate) struct ArtifactView {
    /// The SHA-1 of its bytes.
    sha1sum: String,
    /// In bytes.
    size: i64,
    /// As its first bytes say.
    content_type: String,
    /// When it was first stored.
    created: String,
    /// Where its bytes are read.
    download_url: String,
}

/// What is known of a file; `download_url` has its bytes.
#[utoipa::path(get, path = "/api/v1/builds/{build_id}/artifacts/{sha1sum}", security((), ("key" = []), ("session" = [])), tag = "artifacts",
    params(("build_id" = i64, Path), ("sha1sum" = String, Path, pattern = "^[0-9a-fA-F]{40}$")), responses(
    (status = 200, body = ArtifactView), Refused,
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((build_id, sha1sum)): Path<(i64, String)>,
) -> Result<Json<ArtifactView>> {
    access::build(&app.store, &actor, build_id, Role::Viewer).await?;
    let id = ArtifactId::parse(&sha1sum).map_err(|error| Error::bad("bad_artifact", error.to_string()))?;
    let row = service::artifact::find(&app, build_id, id).await?;
    Ok(Json(ArtifactView {
        download_url: format!("{}/api/download?build_id={build_id}&sha1sum={id}", app.public_url),
        sha1sum: row.id,
        size: row.size,
        content_type: row.content_type,
        created: rfc3339(row.created),
    }))
}
