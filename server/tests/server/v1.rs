//! `/api/v1`: what it refuses, and what it removes.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::{Server, field, on_each};

async fn ask(server: &Server, method: Method, path: &str, key: Option<(&str, &str)>) -> Response {
    let request = server.client.request(method, format!("{}{path}", server.url));
    let request = match key {
        Some((id, secret)) => request.basic_auth(id, Some(secret)),
        None => request,
    };
    request.send().await.expect("an answer")
}

/// What makes something may be sent again: the same key and request get the same answer.
#[test]
fn what_is_sent_again_is_made_once() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let make = async |key: &str, name: &str| {
            let request = server.client.post(format!("{}/api/v1/builds", server.url));
            let request =
                request.basic_auth(&server.key.0, Some(&server.key.1)).header("idempotency-key", key);
            let request = request.header("content-type", "application/json");
            let answer = request.body(json!({ "name": name }).to_string()).send().await.expect("an answer");
            let status = answer.status().as_u16();
            (status, answer.json::<Value>().await.expect("JSON"))
        };
        let (made, again) = (make("one", "a").await, make("one", "a").await);
        assert_eq!((made.0, &made.1["id"]), (201, &again.1["id"]), "{again:?}");
        assert_ne!(made.1["id"], make("two", "a").await.1["id"]);
        let reused = make("one", "b").await;
        assert_eq!((reused.0, &reused.1["code"]), (409, &"idempotency_key_reused".into()));
        for key in ["", "with blanks", "x".repeat(201).as_str()] {
            let refused = make(key, "a").await;
            assert_eq!((refused.0, &refused.1["code"]), (400, &"bad_idempotency_key".into()), "{key}");
        }
    });
}

/// What cannot be read is a problem like any other, on every engine the same.
#[test]
fn every_refusal_is_a_problem() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let build = server.build("project", false).await;
        let key = Some((&*server.key.0, &*server.key.1));
        for (path, code) in [
            ("builds/one".to_owned(), "bad_path"),
            (format!("builds/{build}/releases/a%00b/1"), "bad_text"),
            (format!("builds/{build}/releases?name=%00"), "bad_text"),
            (format!("builds/{build}/releases?status=fine"), "bad_query"),
            ("builds?limit=0".to_owned(), "bad_query"),
            ("builds?offset=9223372036854775808".to_owned(), "bad_query"),
        ] {
            let answer = ask(&server, Method::GET, &format!("/api/v1/{path}"), key).await;
            assert_eq!(
                (answer.status().as_u16(), &answer.headers()["content-type"] == "application/problem+json"),
                (400, true),
                "{path}"
            );
            let problem: Value = answer.json().await.expect("JSON");
            assert_eq!(field(&problem, "code"), code, "{problem}");
        }
        let (status, problem) = server.v1("builds", json!({ "name": "a\u{0}b" })).await;
        assert_eq!((status.as_u16(), field(&problem, "code")), (400, "bad_text"));
        let nul = [("build_id", &*build), ("release_name", "a\u{0}b")];
        assert_eq!(server.refused(400, "create_release", &nul).await, "bad_text");
    });
}

/// Spec D12: a capture configuration may hold passwords.
#[test]
fn a_configuration_is_not_for_everybody_who_looks() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let build = server.build("open", true).await;
        let (id, secret) = server.build_key(&build).await;
        server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
        let named =
            [("build_id", &*build), ("release_name", "r"), ("release_number", "1"), ("run_name", "home")];
        let wanted = [("url", "http://127.0.0.1/"), ("config", "{\"httpPassword\": \"open sesame\"}")];
        let asked = server.ok("request_run", &[&named[..], &wanted].concat()).await;
        let config = field(&asked, "config");

        assert_eq!(server.download(None, &build, config).await.status(), 403);
        let by_key = server.download(Some((&id, &secret)), &build, config).await;
        assert_eq!(by_key.status(), 200);
        assert_eq!(by_key.headers()["cache-control"], "private, no-cache");
        assert!(by_key.text().await.expect("text").contains("open sesame"));

        let page = format!("/config?id={build}&name=r&number=1&test=home&type=after");
        let shown = ask(&server, Method::GET, &page, None).await.text().await.expect("text");
        assert!(shown.contains("httpPassword") && shown.contains("(hidden)"), "{shown}");
        assert!(!shown.contains("sesame") && !shown.contains("The file itself"), "{shown}");

        let log = server.upload(&build, "a log").await;
        server.ok("report_run", &[&named[..], &[("log", &log)]].concat()).await;
        assert_eq!(server.download(None, &build, &log).await.status(), 200, "a log is for whoever looks");
    });
}

/// What programs do to runs is in the log, each change of a status once.
#[test]
fn what_programs_report_is_logged() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--no-auth"]).await;
        let build = server.build("project", false).await;
        let (before, after) = (server.upload(&build, "before").await, server.upload(&build, "after").await);
        server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
        let named =
            [("build_id", &*build), ("release_name", "r"), ("release_number", "1"), ("run_name", "home")];
        server.ok("request_run", &[&named[..], &[("url", "http://127.0.0.1/")]].concat()).await;
        for _ in 0..2 {
            server.ok("report_run", &[&named[..], &[("image", &after)]].concat()).await;
        }
        server.ok("report_run", &[&named[..], &[("ref_image", &before)]].concat()).await;
        let page = ask(&server, Method::GET, &format!("/activity?build_id={build}"), None).await;
        let page = page.text().await.expect("text");
        for entry in
            ["asked for a picture of", "Data pending → Diff not required", "Diff not required → Diff pending"]
        {
            assert_eq!(page.matches(entry).count(), 1, "{entry}: {page}");
        }
    });
}

/// Checklist 142, the part of whoever calls: a build goes with all it holds, and only by its name.
#[test]
fn a_build_is_removed_by_its_name() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let build = server.build("old & tired", false).await;
        let other = server.build("other", false).await;
        let (id, secret) = server.build_key(&build).await;
        let file = server.upload(&build, "picture").await;
        server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
        let named =
            [("build_id", &*build), ("release_name", "r"), ("release_number", "1"), ("run_name", "home")];
        server.ok("report_run", &[&named[..], &[("image", &file)]].concat()).await;
        let path = |name: &str| format!("/api/v1/builds/{build}?name={name}");
        let own = Some((&*id, &*secret));
        let superuser = Some((&*server.key.0, &*server.key.1));
        let right = path("old%20%26%20tired");
        assert_eq!(ask(&server, Method::DELETE, &right, None).await.status(), 401);
        assert_eq!(ask(&server, Method::DELETE, &right, own).await.status(), 403, "not by its own key");
        let refused = ask(&server, Method::DELETE, &path("other"), superuser).await;
        assert_eq!(refused.status(), 409);
        assert_eq!(field(&refused.json().await.expect("JSON"), "code"), "not_confirmed");
        assert_eq!(server.release_status(&build, "r", 1).await, "receiving");

        assert_eq!(ask(&server, Method::DELETE, &right, superuser).await.status(), 204);
        assert_eq!(ask(&server, Method::DELETE, &right, superuser).await.status(), 404);
        assert_eq!(server.download(own, &build, &file).await.status(), 403, "its keys are gone, too");
        let left = server.v1_get("builds").await;
        assert_eq!((&left["total"], &left["items"][0]["id"].to_string()), (&1.into(), &other));
    });
}
