//! The bytes of a picture, to whoever may look at its build; what is uploaded can do nothing here.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use depicted::workflow::ArtifactId;

use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::blob::sniff;
use crate::error::{Error, Result};
use crate::service::artifact;
use crate::web::headers::SANDBOX;

/// A file that the build owns. It is another address when it is another file, so that browsers may keep it.
pub(in crate::web) async fn bytes(
    State(app): State<App>,
    Visitor(actor): Visitor,
    headers: HeaderMap,
    Path((build, id)): Path<(i64, String)>,
) -> Result<Response> {
    let build = access::build(&app.store, &actor, build, Role::Viewer).await?;
    let id = ArtifactId::parse(&id).map_err(|error| Error::not_found(error.to_string()))?;
    let tag = format!("\"{id}\"");
    let row = artifact::find(&app, build.id, id).await.map_err(|error| match error {
        // Whether another build has it is nobody's business.
        Error::Forbidden(_) => Error::not_found(format!("there is no file {id}")),
        other => other,
    })?;
    let keep = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".into()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.into()),
    ];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, keep).into_response());
    }
    let content = app.blobs.open_file(id).await?;
    let (kind, how) = match row.content_type.as_str() {
        kind if kind.starts_with("image/") && kind != "image/svg+xml" => (kind, "inline"),
        kind if sniff::is_inline(kind) => ("text/plain; charset=utf-8", "inline"),
        _ => ("application/octet-stream", "attachment"),
    };
    let about = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, content.size.to_string()),
        (header::CONTENT_DISPOSITION, how.to_owned()),
    ];
    Ok((keep, about, Body::from_stream(content.stream)).into_response())
}
