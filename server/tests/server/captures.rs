//! Pages captured by the server itself, from the request to the difference.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use depicted_capture::find_browser;
use serde_json::json;

use crate::harness::{Server, databases, field};

/// A page that says a word, and where it is.
async fn page(word: Arc<Mutex<&'static str>>) -> String {
    let says = move || async move {
        let word = *word.lock().expect("nobody panicked");
        Html(format!("<!doctype html><title>t</title><h1 style='font: 40px sans-serif'>{word}</h1>"))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        axum::serve(listener, Router::new().route("/", get(says))).await.expect("it serves");
    });
    format!("http://{address}/")
}

async fn reviewing(server: &Server, build: &str, release: &str) {
    let start = Instant::now();
    while server.release_status(build, release, 1).await != "reviewing" {
        assert!(start.elapsed() < Duration::from_secs(90), "{release} does not come to review");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asks for a run of a new release, waits until it comes to review, and shows the run.
async fn captured(server: &Server, build: &str, release: &str, url: &str, config: &str) -> serde_json::Value {
    let named = [("build_id", build), ("release_name", release)];
    server.ok("create_release", &named).await;
    let run = [("release_number", "1"), ("run_name", "home"), ("url", url), ("config", config)];
    server.ok("request_run", &[&named[..], &run].concat()).await;
    server.ok("runs_done", &[&named[..], &run[..1]].concat()).await;
    reviewing(server, build, release).await;
    server.run(build, release, 1, "home").await
}

async fn text(server: &Server, build: &str, sha1: &str) -> String {
    let key = Some((&*server.key.0, &*server.key.1));
    server.download(key, build, sha1).await.text().await.expect("text")
}

/// Checklist 19, 40, 93: a first release is the baseline, and a word that changed in the second one is found. What cannot
/// be captured fails its run, and the release goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_word_is_found() {
    if let Err(error) = find_browser(None) {
        return eprintln!("skipped: {error}");
    }
    let word = Arc::new(Mutex::new("Welcome"));
    let url = page(word.clone()).await;
    let fresh = databases::sqlite();
    let server = Server::start_with(&fresh, &["--capture-workers", "2"]).await;
    let build = server.build("project", false).await;
    let config = json!({
        "viewportSize": { "width": 400, "height": 200 },
        "cookies": [{ "name": "session", "value": "hush-hush" }],
    })
    .to_string();

    let first = captured(&server, &build, "first", &url, &config).await;
    assert_eq!(field(&first, "status"), "no_diff_needed", "{first}");
    let log = text(&server, &build, field(&first, "log")).await;
    assert!(log.contains("captured") && log.contains(&url) && !log.contains("hush"), "{log}");
    server.decide(&build, "first", 1, "good").await;

    *word.lock().expect("nobody panicked") = "Good bye";
    let second = captured(&server, &build, "second", &url, &config).await;
    assert_eq!(field(&second, "status"), "diff_found", "{second}");
    assert!(second["distortion"].as_f64().is_some_and(|distortion| distortion > 0.0), "{second}");
    assert_eq!(second["ref_image"], first["image"]);
    assert_ne!(second["image"], first["image"]);

    let third = captured(&server, &build, "third", &url, "{\"viewportSise\": 1}").await;
    assert_eq!(field(&third, "status"), "failed", "{third}");
    let log = text(&server, &build, field(&third, "log")).await;
    assert!(log.contains("viewportSize"), "the nearest key is named: {log}");
}

/// A server without a browser starts, says how to get one, and leaves captures to others.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_browser_captures_wait() {
    let flags = ["--capture-workers", "1", "--chromium", "/absent/browser"];
    let fresh = databases::sqlite();
    let server = Server::start_with(&fresh, &flags).await;
    let said: Vec<_> = server.told.iter().filter(|text| text.contains("apt install chromium")).collect();
    assert_eq!(said.len(), 1, "{:?}", server.told);
    assert!(said[0].contains("captures wait for another worker"), "{said:?}");
}

/// A page of a private network is refused for good and at once: its run says why, the release goes on, and so does the server.
#[tokio::test(flavor = "multi_thread")]
async fn a_private_address_fails_where_it_is_denied() {
    if let Err(error) = find_browser(None) {
        return eprintln!("skipped: {error}");
    }
    let url = page(Arc::new(Mutex::new("Secrets"))).await;
    let fresh = databases::sqlite();
    let server = Server::start_with(&fresh, &["--capture-workers", "1", "--capture-deny-private"]).await;
    let build = server.build("project", false).await;
    for (release, url) in [("by-number", url.clone()), ("by-name", url.replace("127.0.0.1", "localhost"))] {
        let run = captured(&server, &build, release, &url, "{}").await;
        assert_eq!((field(&run, "status"), &run["image"]), ("failed", &json!(null)), "{run}");
        let log = text(&server, &build, field(&run, "log")).await;
        assert!(log.contains("not allowed: private addresses are denied"), "{log}");
        assert!(!log.contains("Secrets"), "{log}");
    }
    let tasks = server.tasks("capture").await;
    let ends: Vec<_> = tasks.iter().map(|task| (field(task, "status"), task["attempts"].as_i64())).collect();
    assert_eq!(ends, [("error", Some(1)); 2], "another attempt would end alike");
}
