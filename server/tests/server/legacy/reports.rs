//! Reports, and what follows from them.

use serde_json::Value;

use super::{begun, with};
use crate::harness::{Fresh, Server, field, on_each};

/// A server with a release, and files that its build owns.
async fn prepared(fresh: &Fresh) -> (Server, [(&'static str, String); 4], [String; 4]) {
    let server = Server::start(fresh).await;
    let named = begun(&server).await;
    let mut files = Vec::new();
    for content in ["after", "before", "diff", "log"] {
        files.push(server.upload(&named[0].1, content).await);
    }
    (server, named, files.try_into().expect("four"))
}

async fn home(server: &Server, named: &[(&'static str, String); 4]) -> Value {
    server.run(&named[0].1, "r", 1, "home").await
}

/// Checklist 24, 25, 26, 27, 36, 39.
#[test]
fn evidence_adds_up() {
    on_each(|fresh| async move {
        let (server, named, [after, before, _, log]) = prepared(&fresh).await;
        server.ok("report_run", &with(&named, &[("image", &after), ("url", "http://grün.example/ä")])).await;
        let run = home(&server, &named).await;
        assert_eq!(field(&run, "status"), "no_diff_needed");
        server.ok("runs_done", &with(&named, &[])).await;
        assert_eq!(server.release_status(&named[0].1, "r", 1).await, "reviewing");
        for _ in 0..3 {
            server.ok("report_run", &with(&named, &[("ref_image", &before)])).await;
            server.ok("report_run", &with(&named, &[("image", &after)])).await;
        }
        let run = home(&server, &named).await;
        assert_eq!(field(&run, "status"), "needs_diff");
        assert_eq!(field(&run, "url"), "http://grün.example/ä", "earlier values stay");
        let tasks = server.tasks("run-pdiff").await;
        assert_eq!(tasks.len(), 1, "{tasks:?}");
        assert_eq!(field(&tasks[0], "task_id"), format!("{}:{after}:{before}", run["id"]));
        server.ok("report_run", &with(&named, &[("diff_log", &log), ("distortion", "0")])).await;
        let run = home(&server, &named).await;
        assert_eq!(field(&run, "status"), "diff_not_found");
        assert_eq!(run["distortion"], 0.0);
    });
}

/// Checklist 28, 35, 39, 42.
#[test]
fn a_difference_is_found_and_an_approval_stays() {
    on_each(|fresh| async move {
        let (server, named, [after, before, diff, log]) = prepared(&fresh).await;
        let build = &named[0].1;
        server.ok("report_run", &with(&named, &[("image", &after), ("ref_image", &before)])).await;
        assert_eq!(server.release_status(build, "r", 1).await, "receiving");
        server.ok("runs_done", &with(&named, &[])).await;
        assert_eq!(server.release_status(build, "r", 1).await, "processing");
        for bad in ["much", "NaN", "1.5", "-0.1", "inf"] {
            let fields = with(&named, &[("diff_image", &diff), ("distortion", bad)]);
            assert_eq!(server.refused(400, "report_run", &fields).await, "bad_field");
        }
        let found = with(&named, &[("diff_image", &diff), ("diff_log", &log), ("distortion", "0.25")]);
        server.ok("report_run", &found).await;
        assert_eq!(server.release_status(build, "r", 1).await, "reviewing");
        let run = home(&server, &named).await;
        assert_eq!((field(&run, "status"), &run["distortion"]), ("diff_found", &0.25.into()));
        let path = format!("builds/{build}/runs/{}/decision", run["id"]);
        let (status, _) = server.v1(&path, serde_json::json!({ "decision": "approve" })).await;
        assert_eq!(status, 200);
        server.ok("report_run", &found).await;
        let other = server.upload(build, "another picture").await;
        assert_eq!(server.refused(409, "report_run", &with(&named, &[("image", &other)])).await, "approved");
        assert_eq!(field(&home(&server, &named).await, "status"), "diff_approved");
    });
}

/// Checklist 29, 30, 31, 40.
#[test]
fn failures_are_said_and_block_nothing() {
    on_each(|fresh| async move {
        let (server, named, [after, before, diff, log]) = prepared(&fresh).await;
        let build = &*named[0].1;
        let report = |run: &'static str, fields: Vec<(&'static str, &str)>| {
            let mut all =
                vec![("build_id", build), ("release_name", "r"), ("release_number", "1"), ("run_name", run)];
            all.extend(fields);
            let all: Vec<_> = all.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
            let server = &server;
            async move {
                let all: Vec<_> = all.iter().map(|(name, value)| (*name, &**value)).collect();
                server.ok("report_run", &all).await;
                field(&server.run(build, "r", 1, run).await, "status").to_owned()
            }
        };
        assert_eq!(report("log", vec![("log", &log)]).await, "data_pending");
        assert_eq!(field(&server.run(build, "r", 1, "log").await, "log"), log);
        assert_eq!(report("failed", vec![("log", &log), ("run_failed", "yes")]).await, "failed");
        let pair = vec![("image", &*after), ("ref_image", &*before)];
        assert_eq!(report("diff", [pair, vec![("diff_failed", "yes")]].concat()).await, "failed");
        let both = vec![("image", &*after), ("diff_image", &*diff), ("diff_failed", "1")];
        assert_eq!(report("both", both).await, "failed");

        let request = [("build_id", build), ("release_name", "r"), ("release_number", "1")];
        server
            .ok("request_run", &[&request[..], &[("run_name", "page"), ("url", "http://a/")]].concat())
            .await;
        server.ok("runs_done", &request).await;
        assert_eq!(server.release_status(build, "r", 1).await, "processing");
        assert_eq!(report("page", vec![("log", &log), ("run_failed", "yes")]).await, "failed");
        assert_eq!(server.release_status(build, "r", 1).await, "processing", "it will be tried again");
        let leased = server.ok("work_queue/capture/lease", &[("owner", "w")]).await;
        let task = field(&leased["tasks"][0], "task_id").to_owned();
        let end = [("task_id", &*task), ("owner", "w"), ("error", "exit code 1")];
        server.ok("work_queue/capture/finish", &end).await;
        assert_eq!(server.release_status(build, "r", 1).await, "reviewing");
    });
}

/// A worker that gives a comparison up without a report fails the run; the release goes on.
#[test]
fn a_task_given_up_fails_its_run() {
    on_each(|fresh| async move {
        let (server, named, [after, before, ..]) = prepared(&fresh).await;
        server.ok("report_run", &with(&named, &[("image", &after), ("ref_image", &before)])).await;
        server.ok("runs_done", &with(&named, &[])).await;
        let leased = server.ok("work_queue/run-pdiff/lease", &[("owner", "w")]).await;
        let task = field(&leased["tasks"][0], "task_id").to_owned();
        let end = [("task_id", &*task), ("owner", "w"), ("error", "")];
        server.ok("work_queue/run-pdiff/finish", &end).await;
        assert_eq!(field(&home(&server, &named).await, "status"), "failed");
        assert_eq!(server.release_status(&named[0].1, "r", 1).await, "reviewing");
    });
}

/// Checklist 34.
#[test]
fn files_have_to_be_the_builds_own() {
    on_each(|fresh| async move {
        let (server, named, _) = prepared(&fresh).await;
        let other = server.build("other", false).await;
        let foreign = server.upload(&other, "foreign").await;
        for (field, file, code) in [
            ("image", &*foreign, "unknown_artifact"),
            ("ref_log", &"0".repeat(40), "unknown_artifact"),
            ("diff_image", "no sha1", "bad_field"),
        ] {
            assert_eq!(server.refused(400, "report_run", &with(&named, &[(field, file)])).await, code);
        }
        assert!(home(&server, &named).await.is_null(), "nothing is left of it");
    });
}

/// Checklist 32, 33.
#[test]
fn two_sides_at_the_same_instant_lose_nothing() {
    on_each(|fresh| async move {
        let (server, named, [after, before, ..]) = prepared(&fresh).await;
        let build = &*named[0].1;
        for repetition in 0..100 {
            let run = format!("run {repetition}");
            let which =
                [("build_id", build), ("release_name", "r"), ("release_number", "1"), ("run_name", &run)];
            let url = [("url", "http://a/"), ("ref_url", "http://b/"), ("ref_config", "{}")];
            server.ok("request_run", &[&which[..], &url[..]].concat()).await;
            let sides = (
                [&which[..], &[("image", &*after)]].concat(),
                [&which[..], &[("ref_image", &*before)]].concat(),
            );
            tokio::join!(server.ok("report_run", &sides.0), server.ok("report_run", &sides.1));
        }
        let runs = server.v1_get(&format!("builds/{build}/releases/r/1/runs?limit=1000")).await;
        let runs = runs["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(runs.len(), 100);
        assert!(runs.iter().all(|run| run["status"] == "needs_diff"), "{runs:?}");
        assert_eq!(server.tasks("run-pdiff").await.len(), 100);
    });
}
