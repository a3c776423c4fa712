//! The page of a run, and those of its pictures, logs and configurations.

use axum::http::StatusCode;
use bytes::Bytes;
use depicted::workflow::{Finish, RunStatus};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::Server;
use crate::service::{artifact, task};
use crate::store::entity::run;
use crate::web::link;

const PNG: &[u8] = include_bytes!("../../../../core/examples/pictures/before.png");

/// Checklist 73.
#[tokio::test]
async fn pictures_logs_and_configurations_have_a_page_each() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let mut row: run::ActiveModel = server.run(&release, "t").await.into();
    let put = async |bytes: &'static [u8]| {
        Some(artifact::put(&server.app, build.id, Bytes::from_static(bytes)).await.unwrap().id)
    };
    let picture = put(PNG).await;
    for image in [&mut row.image, &mut row.ref_image, &mut row.diff_image] {
        *image = Set(picture.clone());
    }
    row.log = Set(put(b"what was <loaded>").await);
    row.ref_log = Set(put(b"what was loaded before").await);
    row.diff_log = Set(put(b"how it was compared").await);
    row.config = Set(put(br#"{"viewportSize": {"width": 800}}"#).await);
    row.update(server.app.store.db()).await.unwrap();
    let page = async |path: &str, kind: &str| {
        server.get(Some(&ada), &link::artifact(path, &release, "t", kind)).await
    };
    let bytes = link::picture(build.id, &picture.unwrap());
    for kind in ["before", "diff", "after"] {
        assert!(page("/image", kind).await.text.contains(&format!("<img class=\"whole\" src=\"{bytes}\"")));
    }
    for (path, kind, words) in [
        ("/log", "before", "what was loaded before"),
        ("/log", "diff", "how it was compared"),
        ("/log", "after", "what was &#60;loaded&#62;"),
        ("/config", "after", "viewportSize"),
        ("/config", "before", "Nothing"),
    ] {
        let page = page(path, kind).await;
        assert!(page.status == StatusCode::OK && page.text.contains(words), "{path} {kind}: {}", page.text);
    }
    for (path, kind) in [("/image", ""), ("/image", "during"), ("/log", "x"), ("/config", "diff")] {
        assert_eq!(page(path, kind).await.status, StatusCode::BAD_REQUEST, "{path} {kind}");
    }
    let untyped = link::of_release("/image", &release, &[("test", "t")]);
    assert_eq!(server.get(Some(&ada), &untyped).await.status, StatusCode::BAD_REQUEST);
    // What was uploaded can do nothing here, whatever it is.
    let file = server.get(Some(&ada), &bytes).await;
    assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/png"));
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert!(file.policy.contains("sandbox") && file.policy.contains("default-src 'none'"), "{}", file.policy);
    let script = put(b"<html><script>alert(1)</script></html>").await.unwrap();
    let file = server.get(Some(&ada), &link::picture(build.id, &script)).await;
    let kind = file.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/plain") || kind == "application/octet-stream", "{kind}");
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert!(file.policy.contains("sandbox"));
}

/// Checklist 74.
#[tokio::test]
async fn a_run_tells_its_difference_and_leads_to_all_it_has() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let mut row: run::ActiveModel = server.run(&release, "t").await.into();
    row.distortion = Set(Some(0.012_345));
    row.url = Set(Some("https://new.example.org/?a=1&b=2".into()));
    row.ref_url = Set(Some("javascript:alert(1)".into()));
    for file in [&mut row.log, &mut row.ref_log, &mut row.diff_log, &mut row.config, &mut row.ref_config] {
        *file = Set(Some("b".repeat(40)));
    }
    row.update(server.app.store.db()).await.unwrap();
    let text = server.get(Some(&ada), &link::run(&release, "t")).await.text;
    assert!(text.contains("Diff found: 1.2%"), "{text}");
    assert!(
        text.contains("href=\"https://new.example.org/?a=1&#38;b=2\" rel=\"noreferrer\">Visit"),
        "{text}"
    );
    assert!(!text.contains("href=\"javascript:"), "what is no address of the web is told, and leads nowhere");
    for (path, kinds) in [
        ("/image", &["before", "diff", "after"][..]),
        ("/log", &["before", "diff", "after"]),
        ("/config", &["before", "after"]),
    ] {
        for kind in kinds {
            let href = link::artifact(path, &release, "t", kind).replace('&', "&#38;");
            assert!(text.contains(&format!("href=\"{href}\"")), "{href}");
        }
    }
    assert!(!text.contains(&link::artifact("/config", &release, "t", "diff").replace('&', "&#38;")));
}

#[tokio::test]
async fn a_run_that_failed_says_why_on_its_page() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let text: String = (0..40).map(|number| format!("line {number} of <log>\n")).collect();
    let log = artifact::put(&server.app, build.id, Bytes::from(text)).await.unwrap().id;
    let mut row: run::ActiveModel = server.run_in(&release, "t", RunStatus::Failed).await.into();
    row.image = Set(None);
    row.diff_image = Set(None);
    row.log = Set(Some(log));
    row.update(server.app.store.db()).await.unwrap();
    let page = server.get(Some(&ada), &link::run(&release, "t")).await.text;
    assert!(page.contains("What the log ends with") && page.contains("line 39 of &#60;log&#62;"), "{page}");
    assert!(!page.contains("line 3 of"), "no more than its end");
}

/// Checklist 75.
#[tokio::test]
async fn a_run_tells_what_its_newest_task_said() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let row = server.run_in(&release, "t", RunStatus::NeedsDiff).await;
    let add = async |name: &str| {
        let tx = server.app.store.begin().await.unwrap();
        let new = task::NewTask {
            queue: "q",
            task_id: name.into(),
            build_id: Some(build.id),
            release_id: Some(release.id),
            run_id: Some(row.id),
            source: None,
            payload: json!({}),
        };
        task::enqueue(&*tx, server.app.now(), new).await.unwrap();
        tx.commit().await.unwrap();
    };
    let page = async || server.get(Some(&ada), &link::run(&release, "t")).await.text;
    add("first").await;
    assert!(!page().await.contains("Last status"), "nothing was heard yet");
    let said = |heading: &str, words: &str| format!("<strong>{heading}</strong>: {words}");
    assert_eq!(
        task::lease(&server.app, "q", "w", 1, 60_000, &task::Terms::default()).await.unwrap().len(),
        1
    );
    task::heartbeat(&server.app, "q", "first", "w", 1, "fetching <pictures>").await.unwrap();
    assert!(page().await.contains(&said("Last status", "fetching &#60;pictures&#62;")));
    let failed = Finish::GaveUp { message: "no use".into() };
    task::finish(&server.app, "q", "first", "w", failed).await.unwrap();
    let text = page().await;
    assert!(text.contains("Failed after max attempts"), "{text}");
    // The newest one alone is told of.
    add("second").await;
    assert!(!page().await.contains("Failed after max attempts"));
}
