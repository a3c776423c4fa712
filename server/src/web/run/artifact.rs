//! One picture, log or configuration of a run, as large as the page.

use askama::Template;
use axum::extract::{MatchedPath, Query, State};
use axum::response::Html;
use depicted::workflow::ArtifactId;
use serde::Deserialize;

use super::around::Around;
use super::{Found, Frame, Test, frame};
use crate::app::App;
use crate::auth::session::Visitor;
use crate::auth::{Role, access};
use crate::error::{Error, Result};
use crate::service::{artifact, configuration};
use crate::web::layout::{self, Layout};
use crate::web::link;
use crate::web::release::Named;

/// The most of a text that is shown, in bytes.
const MOST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "artifact.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    heading: &'static str,
    kind: String,
    picture: Option<String>,
    text: Option<String>,
    raw: Option<String>,
    is_cut: bool,
}

#[derive(Deserialize)]
pub(in crate::web) struct Kind {
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// `/image`, `/log` and `/config`.
pub(in crate::web) async fn show(
    State(app): State<App>,
    path: MatchedPath,
    Visitor(actor): Visitor,
    Query(named): Query<Named>,
    Query(Test { test }): Query<Test>,
    Query(kind): Query<Kind>,
) -> Result<Html<String>> {
    let path = path.as_str();
    let heading = match path {
        "/image" => "Picture",
        "/log" => "Log",
        _ => "Configuration",
    };
    let found = Found::new(&app, &actor, &named, &test, Role::Viewer).await?;
    let run = &found.run;
    let kind = kind.kind.unwrap_or_default();
    let id = match (path, kind.as_str()) {
        ("/image", "before" | "diff" | "after") => found.image(&kind),
        ("/log", "before") => run.ref_log.as_deref(),
        ("/log", "diff") => run.diff_log.as_deref(),
        ("/log", "after") => run.log.as_deref(),
        ("/config", "before") => run.ref_config.as_deref(),
        ("/config", "after") => run.config.as_deref(),
        _ => {
            return Err(Error::bad(
                "bad_type",
                format!("there is no type {kind:?} here: before, diff or after"),
            ));
        }
    };
    // A configuration is shown without its secrets, and the file itself is for administrators.
    let is_open =
        path != "/config" || access::build(&app.store, &actor, found.build.id, Role::Admin).await.is_ok();
    let raw = id.filter(|_| is_open).map(|id| link::picture(found.build.id, id));
    let (mut text, mut is_cut) = (None, false);
    if let Some(id) = id.filter(|_| path != "/image") {
        let id = ArtifactId::parse(id).map_err(|error| Error::Internal(error.into()))?;
        let row = artifact::find(&app, found.build.id, id).await?;
        is_cut = row.size > MOST as i64;
        let bytes = if is_cut { bytes::Bytes::new() } else { app.blobs.get(id).await? };
        let read = String::from_utf8_lossy(&bytes);
        text = Some(if path == "/config" { configuration::redacted(&read) } else { read.into_owned() });
    }
    let around = Around::new(&app, run).await?;
    let frame = frame(&app, &actor, &found, &around, Some((path, &kind))).await?;
    layout::html(&Page {
        layout: Layout::new(&format!("{heading} {kind} · {}", run.name), &actor)
            .in_build(&found.build)
            .in_release(&found.release)
            .step(&run.name, link::run(&found.release, &run.name))
            .here(heading),
        frame,
        heading,
        kind,
        picture: raw.clone().filter(|_| path == "/image"),
        text,
        raw,
        is_cut,
    })
}
