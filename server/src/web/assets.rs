//! The files of the pages, in the binary: styles, scripts, the viewer. Their address changes with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use depicted::workflow::ArtifactId;
use sha1::{Digest, Sha1};

use crate::error::{Error, Result};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../static/", $name)).as_slice())),*]
    };
}

static FILES: &[(&str, &[u8])] = files![
    "app.css",
    "icon.svg",
    "js/keys.js",
    "js/page.js",
    "js/pick.js",
    "js/progress.js",
    "viewer/camera.js",
    "viewer/dom.js",
    "viewer/element.js",
    "viewer/gestures.js",
    "viewer/icons.js",
    "viewer/index.js",
    "viewer/keyboard.js",
    "viewer/labels.js",
    "viewer/loader.js",
    "viewer/minimap.js",
    "viewer/modes.js",
    "viewer/palette.js",
    "viewer/pictures.js",
    "viewer/regions.js",
    "viewer/state.js",
    "viewer/styles-chrome.js",
    "viewer/styles-stage.js",
    "viewer/styles.js",
    "viewer/summary.js",
    "viewer/template.js",
];

/// A part of every address, made of all files.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all =
        FILES.iter().fold(Sha1::new(), |hash, (name, bytes)| hash.chain_update(name).chain_update(bytes));
    ArtifactId::from_sha1(all.finalize().into()).to_string()[..12].to_owned()
});

/// Where the files are, without a slash at its end.
pub(crate) fn base() -> String {
    format!("/static/{}", *VERSION)
}

/// One file. A page that is older than the server gets what there is now, and does not keep it.
pub(crate) async fn file(Path((version, name)): Path<(String, String)>) -> Result<Response> {
    let found = FILES.iter().find(|(known, _)| *known == name);
    let (name, bytes) = found.ok_or_else(|| Error::not_found(format!("there is no file {name}")))?;
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
    let keep = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], *bytes).into_response())
}
