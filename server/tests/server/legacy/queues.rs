//! The queues, as remote workers see them.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::begun;
use crate::harness::{Server, field, on_each};

/// Checklist 49, 50, 51, 52.
#[test]
fn tasks_are_added_once_and_leased_in_order() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let named = begun(&server).await;
        let (id, secret) = server.build_key(&named[0].1).await;
        for path in ["add", "lease", "heartbeat", "finish"] {
            let path = format!("work_queue/q/{path}");
            assert_eq!(server.call_as(Some((&id, &secret)), &path, &[]).await.0, 403);
        }
        let typed = ("content_type", "application/json");
        let json = [("task_id", "one"), ("payload", "{\"ü\": [1]}"), typed, ("source", "me")];
        assert_eq!(field(&server.ok("work_queue/q/add", &json).await, "task_id"), "one");
        assert_eq!(field(&server.ok("work_queue/q/add", &json).await, "task_id"), "one");
        assert_eq!(field(&server.ok("work_queue/other/add", &json).await, "task_id"), "one");
        let made_up = server.ok("work_queue/q/add", &[("payload", "{text")]).await;
        assert!(!field(&made_up, "task_id").is_empty());

        let first = server.ok("work_queue/q/lease", &[("owner", "w")]).await;
        assert_eq!(first["tasks"].as_array().map(Vec::len), Some(1));
        let task = &first["tasks"][0];
        assert_eq!((field(task, "task_id"), field(task, "queue_name")), ("one", "q"));
        assert_eq!((&task["payload"]["ü"][0], field(task, "source")), (&1.into(), "me"));
        assert_eq!(task["lease_attempts"], 1);
        let eta = task["eta"].as_i64().expect("seconds") - task["last_lease"].as_i64().expect("seconds");
        assert!((59..=61).contains(&eta), "{task}");
        let second = server.ok("work_queue/q/lease", &[("owner", "w"), ("count", "5")]).await;
        assert_eq!(second["tasks"][0]["payload"], "{text");
        assert_eq!(server.ok("work_queue/q/lease", &[]).await["tasks"], serde_json::json!([]));
        assert_eq!(server.ok("work_queue/other/lease", &[]).await["tasks"].as_array().map(Vec::len), Some(1));
    });
}

/// Checklist 54, 55, 56.
#[test]
fn only_the_holder_is_heard() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        server.ok("work_queue/q/add", &[("task_id", "t")]).await;
        let said = |index| [("task_id", "t"), ("owner", "w"), ("index", index), ("message", "grün")];
        assert_eq!(server.refused(400, "work_queue/q/heartbeat", &said("0")).await, "lease_expired");
        server.ok("work_queue/q/lease", &[("owner", "w")]).await;
        server.ok("work_queue/q/heartbeat", &said("3")).await;
        assert_eq!(server.refused(400, "work_queue/q/heartbeat", &said("2")).await, "stale_heartbeat");
        assert_eq!(field(&server.tasks("q").await[0], "heartbeat"), "grün");
        let other = [("task_id", "t"), ("owner", "v")];
        assert_eq!(server.refused(400, "work_queue/q/finish", &other).await, "not_owner");
        assert_eq!(server.refused(400, "work_queue/q/finish", &[("task_id", "x")]).await, "not_found");
        let own = [("task_id", "t"), ("owner", "w")];
        server.ok("work_queue/q/finish", &own).await;
        server.ok("work_queue/q/finish", &own).await;
        assert_eq!(field(&server.tasks("q").await[0], "status"), "done");

        server.ok("work_queue/q/add", &[("task_id", "bad")]).await;
        server.ok("work_queue/q/lease", &[("owner", "w")]).await;
        server.ok("work_queue/q/finish", &[("task_id", "bad"), ("owner", "w"), ("error", "")]).await;
        let tasks = server.tasks("q").await;
        assert!(tasks.iter().any(|task| task["task_id"] == "bad" && task["status"] == "error"), "{tasks:?}");
    });
}

/// Checklist 53: a task that is leased is nobody else's until its time is over, and then it counts as another attempt.
#[test]
fn a_lease_ends_by_itself() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        for (task, timeout) in [("long", "60"), ("short", "1")] {
            server.ok("work_queue/q/add", &[("task_id", task)]).await;
            let leased = server.ok("work_queue/q/lease", &[("owner", "w"), ("timeout", timeout)]).await;
            assert_eq!(field(&leased["tasks"][0], "task_id"), task);
        }
        let start = Instant::now();
        let again = loop {
            let again = server.ok("work_queue/q/lease", &[("owner", "v"), ("count", "9")]).await;
            let again = again["tasks"].as_array().cloned().unwrap_or_default();
            if !again.is_empty() {
                break again;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "it is never leased again");
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert_eq!((again.len(), field(&again[0], "task_id")), (1, "short"), "{again:?}");
        assert_eq!(again[0]["lease_attempts"], 2);
    });
}

/// Checklist 57, over HTTP.
#[test]
fn two_workers_never_get_the_same_task() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        for number in 0..60 {
            server.ok("work_queue/q/add", &[("task_id", &format!("t{number}"))]).await;
        }
        let work = |owner: &'static str| {
            let server = &server;
            async move {
                let mut got = Vec::new();
                loop {
                    let leased = server.ok("work_queue/q/lease", &[("owner", owner), ("count", "3")]).await;
                    let tasks = leased["tasks"].as_array().cloned().unwrap_or_default();
                    if tasks.is_empty() {
                        return got;
                    }
                    got.extend(tasks.iter().map(|task| field(task, "task_id").to_owned()));
                }
            }
        };
        let (a, b, c) = tokio::join!(work("a"), work("b"), work("c"));
        let all: Vec<_> = [a, b, c].concat();
        assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (60, 60));
    });
}
