//! Work for workers elsewhere: who may have which task, and who may speak for it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, field, on_each};

type Key = (String, String);

/// A call of `/api/v1` with a key; its status and its JSON.
async fn v1(server: &Server, key: &Key, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
    let request = server.client.request(method, format!("{}/api/v1/{path}", server.url)).json(&body);
    let answer = request.basic_auth(&key.0, Some(&key.1)).send().await.expect("an answer");
    let status = answer.status();
    (status, serde_json::from_str(&answer.text().await.expect("text")).unwrap_or_default())
}

/// A build with a pair that is to be compared, and a key of it.
async fn build(server: &Server, name: &str, worker: bool) -> (String, Key) {
    let build = server.build(name, false).await;
    let body = json!({ "purpose": "work", "worker": worker });
    let (status, made) = server.v1(&format!("builds/{build}/keys"), body).await;
    assert_eq!((status, &made["worker"]), (StatusCode::CREATED, &worker.into()), "{made}");
    server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
    let (before, after) = (server.upload(&build, "before").await, server.upload(&build, "after").await);
    let run = [("build_id", &*build), ("release_name", "r"), ("release_number", "1"), ("run_name", "home")];
    server.ok("report_run", &[&run[..], &[("image", &after), ("ref_image", &before)]].concat()).await;
    (build, (field(&made, "id").into(), field(&made, "secret").into()))
}

async fn lease(server: &Server, key: &Key) -> Value {
    let body = json!({ "queues": ["capture", "run-pdiff"], "owner": "w" });
    let (status, answer) = v1(server, key, Method::POST, "work/lease", body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["task"].clone()
}

/// Spec D11: a worker has a name, a lease a token, and a key may do the work of one build.
#[test]
fn a_lease_is_spoken_for_by_its_token_and_a_key_of_its_build() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let (one, worker) = build(&server, "one", true).await;
        let (two, other) = build(&server, "two", false).await;
        let (_, whose) = v1(&server, &worker, Method::GET, "work", json!(null)).await;
        assert_eq!(whose["build_id"].to_string(), one);
        let task = lease(&server, &worker).await;
        assert_eq!(task["build_id"].to_string(), one, "{task}");
        assert_eq!(lease(&server, &worker).await, json!(null), "the other task is of another build");
        assert_eq!(lease(&server, &other).await["build_id"].to_string(), two);

        let named = json!({ "queue": "run-pdiff", "task_id": task["task_id"], "owner": "w", "index": 0, "message": "at it" });
        let token = |token: &Value| {
            let mut body = named.clone();
            body["lease"] = token.clone();
            body
        };
        let key = &server.key;
        for (who, body, status) in [
            (&worker, named.clone(), 409),
            (&worker, token(&json!("guessed")), 409),
            (key, named.clone(), 409),
            (&other, token(&task["lease"]), 404),
            (&worker, token(&task["lease"]), 204),
            (key, token(&task["lease"]), 204),
        ] {
            let mut body = body;
            body["index"] = json!(i32::from(who == key));
            let (found, answer) = v1(&server, who, Method::POST, "work/heartbeat", body.clone()).await;
            assert_eq!(found.as_u16(), status, "{body}: {answer}");
            assert!(status != 409 || field(&answer, "code") == "not_owner", "{answer}");
        }
        let shown = server.tasks("run-pdiff").await;
        assert!(shown.iter().all(|task| task.get("lease").is_none() && task.get("lease_hash").is_none()));

        let mut body = token(&task["lease"]);
        body["outcome"] = json!({ "kind": "failed", "message": "no", "log": "no picture", "again": false });
        let (status, answer) = v1(&server, &worker, Method::POST, "work/finish", body).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{answer}");
        assert_eq!(field(&server.run(&one, "r", 1, "home").await, "status"), "failed");
    });
}

/// What a worker's key is not good for.
#[test]
fn a_key_for_a_worker_changes_nothing_else() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let (one, worker) = build(&server, "one", true).await;
        let (two, _) = build(&server, "two", true).await;
        let key = Some((&*worker.0, &*worker.1));
        let wanted = [
            ("build_id", &*one),
            ("release_name", "r"),
            ("release_number", "1"),
            ("run_name", "page"),
            ("url", "http://127.0.0.1/"),
            ("config", "{\"httpPassword\": \"open sesame\"}"),
        ];
        let config = server.ok("request_run", &wanted).await;
        let config = server.download(key, &one, field(&config, "config")).await;
        assert!(config.text().await.expect("text").contains("open sesame"), "a capture needs it");
        let run = server.run(&one, "r", 1, "home").await;
        assert_eq!(server.download(key, &one, field(&run, "image")).await.status(), 200);
        assert_eq!(server.download(key, &two, field(&run, "image")).await.status(), 404, "another build");
        let form = || {
            let file = crate::harness::server::part("found", "log.txt");
            reqwest::multipart::Form::new().text("build_id", one.clone()).part("file", file)
        };
        let upload = server.client.post(format!("{}/api/upload", server.url)).multipart(form());
        let stored = upload.basic_auth(&worker.0, Some(&worker.1)).send().await.expect("an answer");
        assert_eq!(stored.status(), 200, "what it found");

        let release = [("build_id", &*one), ("release_name", "mine")];
        assert_eq!(server.call_as(key, "create_release", &release).await.0, 404);
        assert_eq!(server.call_as(key, "report_run", &wanted[..4]).await.0, 404);
        assert_eq!(server.call_as(key, "work_queue/run-pdiff/lease", &[]).await.0, 403);
        let release = format!("builds/{one}/releases/r/1");
        for (method, path, body) in [
            (Method::POST, format!("builds/{one}/releases"), json!({ "name": "mine" })),
            (Method::POST, format!("{release}/runs_done"), json!(null)),
            (Method::POST, format!("{release}/decision"), json!({ "decision": "good" })),
            (Method::GET, format!("builds/{one}/keys"), json!(null)),
            (Method::POST, format!("builds/{one}/keys"), json!({ "purpose": "more" })),
            (Method::GET, "queues".into(), json!(null)),
        ] {
            let (status, answer) = v1(&server, &worker, method, &path, body).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}: {answer}");
        }
        let path = format!("{}/api/v1/builds/{one}/keys/{}", server.url, worker.0);
        let revoked = server.client.delete(path).basic_auth(&server.key.0, Some(&server.key.1)).send().await;
        assert_eq!(revoked.expect("an answer").status(), StatusCode::NO_CONTENT);
        assert_eq!(v1(&server, &worker, Method::GET, "work", json!(null)).await.0, StatusCode::FORBIDDEN);
    });
}
