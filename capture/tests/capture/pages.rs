//! The pages of `tests/pages`: each is captured twice, and both pictures are the same.

use std::path::Path;

use depicted_capture::{CaptureConfig, Request};
use futures::StreamExt;

use super::pool;
use super::site::{Site, pages};

/// The names of all pages, sorted.
pub(super) fn names() -> Vec<String> {
    let html = |path: &Path| path.extension().is_some_and(|extension| extension == "html");
    let entries = std::fs::read_dir(pages()).unwrap().flatten().map(|entry| entry.path());
    let mut names: Vec<String> = entries
        .filter(|path| html(path))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A page with the configuration that it carries in a comment.
pub(super) fn request_of(site: &Site, name: &str) -> Request {
    let text = std::fs::read_to_string(pages().join(format!("{name}.html"))).unwrap();
    let config = text.split_once("<!-- configuration: ").and_then(|(_, rest)| rest.split_once(" -->"));
    let config = config.map_or(serde_json::Value::Null, |(json, _)| serde_json::from_str(json).unwrap());
    Request { url: site.url(&format!("{name}.html")), config: CaptureConfig::from_json(&config).unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_gives_the_same_picture_twice() {
    let (site, pool) = (Site::start().await, pool().await);
    let names = names();
    assert!(names.len() >= 20, "{names:?}");
    let twice = names.iter().map(|name| {
        let (pool, request) = (&pool, request_of(&site, name));
        async move {
            let (one, two) = (pool.capture(&request).await.unwrap(), pool.capture(&request).await.unwrap());
            (name, one.png == two.png, one.log)
        }
    });
    let results: Vec<_> = futures::stream::iter(twice).buffer_unordered(3).collect().await;
    let varying: Vec<_> =
        results.iter().filter(|(_, same, _)| !same).map(|(name, _, log)| (name, log)).collect();
    assert!(varying.is_empty(), "{varying:#?}");
    pool.close().await;
}
