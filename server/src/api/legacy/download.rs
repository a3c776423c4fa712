//! `download`: a file of a build, served so that it can do no harm.

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use depicted::workflow::ArtifactId;
use serde::Deserialize;

use super::answer::Refused;
use crate::app::App;
use crate::auth::{Actor, Role, access, key, session};
use crate::blob::sniff::is_inline;
use crate::error::{Error, Result};
use crate::service::{artifact, configuration};
use crate::store::entity::{artifact as artifacts, build};

/// What is asked for, as text: what is wrong with it is said below.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    build_id: Option<String>,
    sha1sum: Option<String>,
}

/// Serves it to whoever may look at the build: by session, because it is public, or by key.
pub(super) async fn download(
    State(app): State<App>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let build = allowed(&app, &headers, wanted.build_id.as_deref(), Access::View).await?;
    let id = wanted.sha1sum.as_deref().unwrap_or_default();
    let id = ArtifactId::parse(id).map_err(|error| Error::not_found(error.to_string()))?;
    let file = artifact::find(&app, build.id, id).await?;
    let is_configuration = configuration::is_one(app.store.db(), build.id, &file).await?;
    if is_configuration {
        // It may hold passwords: its page shows it without them.
        allowed(&app, &headers, wanted.build_id.as_deref(), Access::Work).await?;
    }
    let mut answer = headers_of(&file, build.public && !is_configuration);
    if is_known(&headers, &file.id) {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let (_, content) = artifact::open(&app, build.id, id).await?;
    answer.insert(header::CONTENT_LENGTH, content.size.into());
    Ok((answer, Body::from_stream(content.stream)).into_response())
}

/// What a file is for.
#[derive(Clone, Copy)]
enum Access {
    /// To be looked at.
    View,
    /// To administer the build, or to do its work.
    Work,
}

impl Access {
    async fn build(self, app: &App, actor: &Actor, id: i64) -> Result<build::Model> {
        match self {
            Self::View => access::build(&app.store, actor, id, Role::Viewer).await,
            Self::Work => access::work(&app.store, actor, id).await,
        }
    }
}

async fn allowed(
    app: &App,
    headers: &HeaderMap,
    build_id: Option<&str>,
    needed: Access,
) -> Result<build::Model> {
    let id = build_id.and_then(|id| id.trim().parse().ok());
    let id = id.ok_or_else(|| Error::bad("bad_field", "build_id is missing, or is no whole number"))?;
    let visitor = session::by_cookie(app, headers).await?;
    match needed.build(app, &visitor, id).await {
        Ok(build) => Ok(build),
        Err(refused) => match key::by_key(app, headers).await? {
            Some(program) => needed.build(app, &program, id).await,
            None => Err(refused),
        },
    }
}

fn headers_of(file: &artifacts::Model, public: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let text = ["text/plain", "application/json"].contains(&&*file.content_type);
    set(header::CONTENT_TYPE, &format!("{}{}", file.content_type, if text { "; charset=utf-8" } else { "" }));
    set(header::ETAG, &format!("\"{}\"", file.id));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; frame-ancestors 'self'");
    if !is_inline(&file.content_type) {
        set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{}\"", file.id));
    }
    // A private file is asked for again each time, and answered by a few bytes if it may still be seen.
    set(
        header::CACHE_CONTROL,
        if public { "public, max-age=8640000, immutable" } else { "private, no-cache" },
    );
    headers
}

/// Whether the client has it already.
fn is_known(headers: &HeaderMap, id: &str) -> bool {
    let given = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == id
    })
}
