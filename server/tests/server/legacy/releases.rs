//! Releases and keys.

use reqwest::StatusCode;
use serde_json::json;

use super::{begun, with};
use crate::harness::{Server, field, on_each};

/// Checklist 1, 2, 6, 7, 36.
#[test]
fn attempts_are_numbered_by_name_and_build() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let (one, two) = (server.build("one", false).await, server.build("two", false).await);
        let create = |build: &str, name: &str| {
            let (server, fields) =
                (&server, [("build_id", build.to_owned()), ("release_name", name.to_owned())]);
            async move {
                let fields = fields.each_ref().map(|(name, value)| (*name, &**value));
                server.ok("create_release", &[&fields[..], &[("url", "http://a/b?c=d")]].concat()).await
            }
        };
        let first = create(&one, "grün 2.0").await;
        let id: i64 = one.parse().expect("a number");
        assert_eq!(
            first,
            json!({ "success": true, "build_id": id, "release_name": "grün 2.0", "release_number": 1,
                "url": "http://a/b?c=d" })
        );
        assert_eq!(create(&one, "grün 2.0").await["release_number"], 2);
        assert_eq!(create(&one, "other").await["release_number"], 1);
        assert_eq!(create(&two, "grün 2.0").await["release_number"], 1);
        assert_eq!(server.refused(400, "create_release", &[("build_id", &one)]).await, "missing_field");
        assert_eq!(server.refused(400, "create_release", &[("release_name", "r")]).await, "missing_field");
        let fields = [("build_id", "x"), ("release_name", "r")];
        assert_eq!(server.refused(400, "create_release", &fields).await, "bad_field");
        assert_eq!(
            server.refused(404, "create_release", &[("build_id", "999"), ("release_name", "r")]).await,
            "not_found"
        );
    });
}

/// Checklist 3, 4, 5.
#[test]
fn a_new_attempt_takes_the_place_of_one_that_is_processed() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let build = &*named[0].1;
        server.ok("request_run", &with(&named, &[("url", "http://a/")])).await;
        server.ok("create_release", &with(&named, &[])).await;
        assert_eq!(server.release_status(build, "r", 1).await, "receiving");
        server.ok("runs_done", &with(&named, &[])).await;
        let second =
            [("build_id", build), ("release_name", "r"), ("release_number", "2"), ("run_name", "home")];
        server.ok("request_run", &[&second[..], &[("url", "http://b/")]].concat()).await;
        server
            .ok("request_run", &[&second[..3], &[("run_name", "done"), ("url", "http://c/")]].concat())
            .await;
        server.ok("runs_done", &second).await;
        let leased = server.ok("work_queue/capture/lease", &[("count", "9"), ("owner", "w")]).await;
        let of = |url: &str| {
            let tasks = leased["tasks"].as_array().expect("tasks");
            let task = tasks.iter().find(|task| task["payload"]["url"] == url).expect("it was leased");
            field(task, "task_id").to_owned()
        };
        server.ok("work_queue/capture/finish", &[("task_id", &of("http://c/")), ("owner", "w")]).await;
        server.ok("create_release", &second[..2]).await;
        assert_eq!(server.release_status(build, "r", 2).await, "bad");
        assert_eq!(server.release_status(build, "r", 1).await, "processing", "only the newest one");
        let tasks = server.tasks("capture").await;
        let status = |id: &str| {
            tasks.iter().find(|task| task["task_id"] == *id).map(|task| field(task, "status").to_owned())
        };
        assert_eq!(status(&of("http://b/")).as_deref(), Some("canceled"));
        assert_eq!(status(&of("http://c/")).as_deref(), Some("done"));
        assert_eq!(status(&of("http://a/")).as_deref(), Some("live"));
    });
}

/// Checklist 8, 9, 10, 11, 12, 13.
#[test]
fn keys_open_their_build_and_nothing_else() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let (own, other) = (server.build("own", false).await, server.build("other", true).await);
        let (id, secret) = server.build_key(&own).await;
        let fields = [("build_id", &*own), ("release_name", "r")];
        let call = |key, fields| server.call_as(key, "create_release", fields);

        let url = format!("{}/api/create_release", server.url);
        let response = server.client.post(&url).form(&fields).send().await.expect("an answer");
        assert_eq!(response.status(), 401);
        assert!(response.headers()["www-authenticate"].to_str().expect("text").starts_with("Basic"));
        assert_eq!(call(Some((&id, &secret)), &fields).await.0, 200);
        let (status, answer) = call(Some((&id, "wrong")), &fields).await;
        assert_eq!((status, field(&answer, "code")), (StatusCode::FORBIDDEN, "forbidden"));
        assert_eq!(call(Some(("unknown", &secret)), &fields).await.0, 403);
        let foreign = [("build_id", &*other), ("release_name", "r")];
        assert_eq!(call(Some((&id, &secret)), &foreign).await.0, 404);
        assert_eq!(server.call("create_release", &foreign).await.0, 200, "a superuser's opens every build");

        assert_eq!(server.client.get(&url).send().await.expect("an answer").status(), 405);
        let large = server.client.post(&url).basic_auth(&id, Some(&secret)).body(vec![b'a'; (16 << 20) + 1]);
        // A client may be cut off while it still sends.
        if let Ok(answer) = large.send().await {
            assert_eq!(answer.status(), 413);
        }

        let path = format!("{}/api/v1/builds/{own}/keys/{id}", server.url);
        let revoke = server.client.delete(path).basic_auth(&server.key.0, Some(&server.key.1));
        assert!(revoke.send().await.expect("an answer").status().is_success());
        assert_eq!(call(Some((&id, &secret)), &fields).await.0, 403);
    });
}

/// Checklist 23, 37, 38, 41.
#[test]
fn runs_done_moves_on_once() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let build = &*named[0].1;
        let done = server.ok("runs_done", &with(&named, &[])).await;
        let expected = format!("{}/release?id={build}&name=r&number=1", server.url);
        assert_eq!(field(&done, "results_url"), expected);
        assert_eq!(server.release_status(build, "r", 1).await, "reviewing", "nothing was pending");
        server.ok("runs_done", &with(&named, &[])).await;
        for decision in ["good", "reviewing", "bad"] {
            server.decide(build, "r", 1, decision).await;
        }
        assert_eq!(server.refused(409, "runs_done", &with(&named, &[])).await, "invalid_transition");
        assert_eq!(server.release_status(build, "r", 1).await, "bad");
        let unknown =
            [("build_id", build), ("release_name", "r"), ("release_number", "7"), ("run_name", "x")];
        for path in ["runs_done", "report_run", "request_run"] {
            let fields = [&unknown[..], &[("url", "http://a/")]].concat();
            assert_eq!(server.refused(400, path, &fields).await, "not_found", "{path}");
        }
    });
}

/// Checklist 87, the part of programs.
#[test]
fn development_mode_takes_no_key() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--no-auth"]).await;
        let build = server.build("project", false).await;
        let fields = [("build_id", &*build), ("release_name", "r")];
        assert_eq!(server.call_as(None, "create_release", &fields).await.0, 200);
        assert_eq!(server.call_as(None, "work_queue/capture/lease", &[]).await.0, 200);
    });
}
