//! Requests of captures, and baselines.

use super::{begun, with};
use crate::harness::{Server, field, on_each};

/// Checklist 17, 18.
#[test]
fn a_wrong_request_makes_nothing() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let url = ("url", "http://a/");
        for wrong in [
            &[][..],
            &[url, ("config", "{")],
            &[url, ("config", "")],
            &[url, ("config", "[1]")],
            &[url, ("ref_url", "http://b/")],
            &[url, ("ref_config", "{}")],
            &[url, ("ref_url", "http://b/"), ("ref_config", "3")],
            &[("url", "file:///etc/passwd")],
        ] {
            server.refused(400, "request_run", &with(&named, wrong)).await;
        }
        assert!(server.run(&named[0].1, "r", 1, "home").await.is_null());
        assert!(server.tasks("capture").await.is_empty());
    });
}

/// Checklist 19, 20, 22.
#[test]
fn a_request_becomes_captures() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let fields = with(
            &named,
            &[
                ("url", "http://a/ü"),
                ("config", "{\"viewportSize\": {\"width\": 800}, \"targetUrl\": \"old\"}"),
                ("ref_url", "http://b/"),
                ("ref_config", "{}"),
            ],
        );
        let answer = server.ok("request_run", &fields).await;
        assert_eq!(field(&answer, "url"), "http://a/ü");
        let key = Some((&*server.key.0, &*server.key.1));
        let config = server.download(key, &named[0].1, field(&answer, "config")).await;
        assert_eq!(config.headers()["content-type"], "application/json; charset=utf-8");
        let config: serde_json::Value = config.json().await.expect("JSON");
        assert_eq!(
            config,
            serde_json::json!({ "targetUrl": "http://a/ü", "viewportSize": { "width": 800 } })
        );
        server.ok("request_run", &fields).await;

        let leased = server.ok("work_queue/capture/lease", &[("count", "9"), ("owner", "w")]).await;
        let tasks = leased["tasks"].as_array().expect("tasks");
        assert_eq!(tasks.len(), 2, "to ask again for the same changes nothing: {tasks:?}");
        let payload = &tasks.iter().find(|task| task["payload"]["baseline"] == false).expect("it")["payload"];
        let build: i64 = named[0].1.parse().expect("a number");
        assert_eq!(
            *payload,
            serde_json::json!({ "build_id": build, "release_name": "r", "release_number": 1, "run_name": "home",
                "url": "http://a/ü", "config_sha1sum": answer["config"], "baseline": false })
        );

        let again = with(&named, &[("url", "http://a/ü"), ("config", "{\"injectCss\": \"a\"}")]);
        let answer = server.ok("request_run", &again).await;
        let leased = server.ok("work_queue/capture/lease", &[("count", "9"), ("owner", "w")]).await;
        let tasks = leased["tasks"].as_array().expect("tasks");
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0]["payload"]["config_sha1sum"], answer["config"]);
    });
}

/// Checklist 14, 15, 16, 21.
#[test]
fn the_last_good_release_is_the_baseline() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let build = &*named[0].1;
        let image = server.upload(build, "picture").await;
        let log = server.upload(build, "log").await;
        let find = [("build_id", build), ("run_name", "home")];
        server
            .ok("report_run", &with(&named, &[("image", &image), ("log", &log), ("url", "http://a/")]))
            .await;
        let empty =
            [("build_id", build), ("release_name", "r"), ("release_number", "1"), ("run_name", "empty")];
        server.ok("report_run", &[&empty[..], &[("log", &log)]].concat()).await;
        assert_eq!(server.refused(400, "find_run", &find).await, "not_found");
        server.ok("runs_done", &with(&named, &[])).await;
        server.decide(build, "r", 1, "good").await;
        let found = server.ok("find_run", &find).await;
        let number: i64 = build.parse().expect("a number");
        assert_eq!(
            found,
            serde_json::json!({ "success": true, "build_id": number, "release_name": "r", "release_number": 1,
                "run_name": "home", "url": "http://a/", "image": image, "log": log, "config": null })
        );
        server.refused(400, "find_run", &[("build_id", build), ("run_name", "empty")]).await;
        server.refused(400, "find_run", &[("build_id", build), ("run_name", "Home")]).await;

        server.ok("create_release", &[("build_id", build), ("release_name", "next")]).await;
        let next =
            [("build_id", build), ("release_name", "next"), ("release_number", "1"), ("run_name", "home")];
        let answer = server.ok("request_run", &[&next[..], &[("url", "http://new/")]].concat()).await;
        assert_eq!(field(&answer, "ref_url"), "http://a/");
        let run = server.run(build, "next", 1, "home").await;
        assert_eq!((field(&run, "ref_image"), field(&run, "ref_log")), (&*image, &*log));
        let after = server.upload(build, "newer").await;
        server.ok("report_run", &[&next[..], &[("image", &after)]].concat()).await;
        assert_eq!(field(&server.run(build, "next", 1, "home").await, "status"), "needs_diff");
    });
}
