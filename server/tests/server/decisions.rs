//! What programs decide by `/api/v1`: why, and what they had seen.

use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, field, on_each};

/// A release under review with a difference, `home`; the build, and the run.
async fn begin(server: &Server) -> (String, Value) {
    let build = server.build("project", false).await;
    server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
    let file = server.upload(&build, "picture").await;
    report(server, &build, "home", &[("image", &file), ("ref_image", &file), ("diff_image", &file)]).await;
    let named = [("build_id", &*build), ("release_name", "r"), ("release_number", "1")];
    server.ok("runs_done", &named).await;
    let run = server.run(&build, "r", 1, "home").await;
    assert_eq!(field(&run, "status"), "diff_found", "{run}");
    (build, run)
}

async fn report(server: &Server, build: &str, name: &str, files: &[(&str, &str)]) {
    let named = [("build_id", build), ("release_name", "r"), ("release_number", "1"), ("run_name", name)];
    server.ok("report_run", &[&named[..], files].concat()).await;
}

/// The moment of the newest change that somebody who looks now knows of.
async fn newest(server: &Server, build: &str) -> String {
    let release = server.v1_get(&format!("builds/{build}/releases/r/1")).await;
    let runs = server.v1_get(&format!("builds/{build}/releases/r/1/runs")).await;
    let runs = runs["items"].as_array().cloned().unwrap_or_default();
    let all = runs.iter().chain([&release]).map(|item| field(item, "modified").to_owned());
    // They are of one form, so that the order of their letters is that of time, but for fractions that end in zeros.
    all.max_by_key(|moment| moment.parse::<jiff::Timestamp>().expect("a moment")).expect("a release")
}

async fn page(server: &Server, path: &str) -> String {
    let answer = server.client.get(format!("{}{path}", server.url)).send().await.expect("an answer");
    answer.text().await.expect("text")
}

#[test]
fn whoever_saw_less_than_there_is_hears_what_changed() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--no-auth"]).await;
        let (build, run) = begin(&server).await;
        let release = format!("builds/{build}/releases/r/1/decision");
        let approval = format!("builds/{build}/runs/{}/decision", run["id"]);
        let seen = newest(&server, &build).await;

        // Something else is reported after that moment, which a clock of milliseconds has to reach first.
        let start = Instant::now();
        while newest(&server, &build).await == seen {
            assert!(start.elapsed() < Duration::from_secs(30), "time stands still");
            report(&server, &build, "late & new", &[("run_failed", "yes")]).await;
        }
        let (status, problem) = server.v1(&release, json!({ "decision": "good", "seen": seen })).await;
        assert_eq!(
            (status, field(&problem, "code")),
            (StatusCode::CONFLICT, "changed_meanwhile"),
            "{problem}"
        );
        let said = field(&problem, "detail");
        assert!(said.contains("\"late & new\": Run failed") && !said.contains("home"), "{said}");
        assert_eq!(server.release_status(&build, "r", 1).await, "reviewing", "nothing was done");

        let early = "2001-02-03T04:05:06Z";
        let (status, problem) = server.v1(&approval, json!({ "decision": "approve", "seen": early })).await;
        assert_eq!(
            (status, field(&problem, "code")),
            (StatusCode::CONFLICT, "changed_meanwhile"),
            "{problem}"
        );
        assert!(field(&problem, "detail").contains("\"home\""), "{problem}");
        let (status, problem) = server.v1(&approval, json!({ "decision": "approve", "seen": "today" })).await;
        assert_eq!((status, field(&problem, "code")), (StatusCode::BAD_REQUEST, "bad_moment"), "{problem}");
        assert!(field(&problem, "detail").contains("\"today\""), "{problem}");
        assert_eq!(field(&server.run(&build, "r", 1, "home").await, "status"), "diff_found");
    });
}

#[test]
fn a_reason_is_kept_and_logged() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--no-auth"]).await;
        let (build, run) = begin(&server).await;
        let approval = format!("builds/{build}/runs/{}/decision", run["id"]);
        let seen = newest(&server, &build).await;
        let why = " a new logo, Größe 猫 ";
        let body = json!({ "decision": "approve", "seen": seen, "reason": why });
        let (status, approved) = server.v1(&approval, body).await;
        assert_eq!((status, field(&approved, "status")), (StatusCode::OK, "diff_approved"), "{approved}");
        assert_eq!(field(&approved, "reason"), why.trim());
        let shown = server.v1_get(&format!("builds/{build}/runs/{}", run["id"])).await;
        assert_eq!(field(&shown, "reason"), why.trim(), "{shown}");

        let body = json!({ "decision": "good", "seen": newest(&server, &build).await, "reason": "ship it" });
        let (status, good) = server.v1(&format!("builds/{build}/releases/r/1/decision"), body).await;
        assert_eq!((status, field(&good, "status")), (StatusCode::OK, "good"), "{good}");
        let release = page(&server, &format!("/release?id={build}&name=r&number=1")).await;
        assert!(release.contains("ship it"), "{release}");
        let log = page(&server, &format!("/activity?build_id={build}")).await;
        for entry in [why.trim(), "ship it", "approved <a", "marked good <a"] {
            assert_eq!(log.matches(entry).count(), 1, "{entry}: {log}");
        }
        let (_, late) = server.v1(&approval, json!({ "decision": "approve" })).await;
        assert_eq!(field(&late, "code"), "invalid_transition", "{late}");
    });
}
