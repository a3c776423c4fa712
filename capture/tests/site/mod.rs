//! The site that the tests capture: the pages of `tests/pages`, and what a server may do to a visitor.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path as Part, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use tokio::net::TcpListener;

/// A running site; it ends with the runtime of its test.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    /// How many pages are being answered, and how many there were at most.
    busy: Arc<Mutex<(usize, usize)>>,
}

type Parameters = Query<HashMap<String, String>>;

impl Site {
    /// Starts it on a port of its own.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let site = Self {
            address: listener.local_addr().expect("it is bound"),
            seen: Arc::default(),
            busy: Arc::default(),
        };
        let router = Router::new()
            .route("/html", get(html))
            .route("/echo", get(echo))
            .route("/auth", get(auth))
            .route("/hang", get(hang))
            .route("/font.ttf", get(font))
            .route("/slow.css", get(slow_css))
            .route("/slow.txt", get(slow_text))
            .route("/redirect", get(redirect))
            .route("/status/{code}", get(status))
            .route("/{*file}", get(file))
            .with_state(site.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        site
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// The URL of a page with this body.
    pub(crate) fn page(&self, body: &str) -> String {
        let mut url = url::Url::parse(&self.url("html")).expect("it is a URL");
        url.query_pairs_mut().append_pair("body", body);
        url.into()
    }

    /// Paths that were asked for, in order.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("nobody panicked").clone()
    }

    /// How many pages were asked for at once, at most.
    pub(crate) fn busiest(&self) -> usize {
        self.busy.lock().expect("nobody panicked").1
    }
}

/// Where the pages are.
pub(crate) fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

async fn wait(query: &HashMap<String, String>) {
    if let Some(ms) = query.get("ms").and_then(|ms| ms.parse().ok()) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

async fn html(State(site): State<Site>, query: Parameters) -> Html<String> {
    site.seen.lock().expect("nobody panicked").push("html".to_owned());
    {
        let mut busy = site.busy.lock().expect("nobody panicked");
        busy.0 += 1;
        busy.1 = busy.1.max(busy.0);
    }
    wait(&query).await;
    site.busy.lock().expect("nobody panicked").0 -= 1;
    let body = query.get("body").cloned().unwrap_or_default();
    Html(format!(
        "<!doctype html><meta charset=utf-8><title>test</title><style>body{{margin:0}}</style><body>{body}"
    ))
}

/// All headers of the request, and the bar that they draw: a script sets one attribute for each.
async fn echo(headers: HeaderMap) -> Html<String> {
    let mut lines = String::new();
    for (name, value) in &headers {
        let _ = writeln!(lines, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    Html(format!(
        "<!doctype html><title>echo</title><pre>{lines}</pre><script>console.log(document.body.innerText)</script>"
    ))
}

async fn auth(headers: HeaderMap) -> Response {
    // "user:secret"
    let known = headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Basic dXNlcjpzZWNyZXQ=");
    if known {
        return Html(
            "<!doctype html><body style='background:#0f0;margin:0'><script>console.log('welcome')</script>",
        )
        .into_response();
    }
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, "Basic realm=\"test\"")],
        Html("<!doctype html>no"),
    )
        .into_response()
}

async fn hang() -> Response {
    std::future::pending().await
}

async fn font(query: Parameters) -> Response {
    wait(&query).await;
    let found = walk(Path::new("/usr/share/fonts"), 4);
    match found.and_then(|path| std::fs::read(path).ok()) {
        Some(bytes) => ([(header::CONTENT_TYPE, "font/ttf")], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Any face of the machine: which one does not matter.
fn walk(folder: &Path, depth: usize) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.into_iter().find_map(|path| match path.extension() {
        Some(extension) if extension == "ttf" => Some(path),
        _ if path.is_dir() && depth > 0 => walk(&path, depth - 1),
        _ => None,
    })
}

async fn slow_css(query: Parameters) -> Response {
    wait(&query).await;
    ([(header::CONTENT_TYPE, "text/css")], "h1 { color: teal; }").into_response()
}

async fn slow_text(query: Parameters) -> &'static str {
    wait(&query).await;
    "here at last"
}

async fn redirect(query: Parameters) -> Redirect {
    Redirect::to(query.get("to").map_or("/", String::as_str))
}

async fn status(Part(code): Part<u16>) -> Response {
    let code = StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT);
    (code, Html(format!("<!doctype html><h1>{code}</h1>"))).into_response()
}

async fn file(State(site): State<Site>, Part(name): Part<String>, query: Parameters) -> Response {
    site.seen.lock().expect("nobody panicked").push(name.clone());
    wait(&query).await;
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        _ => "application/octet-stream",
    };
    match std::fs::read(pages().join(name.trim_start_matches('/'))) {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
