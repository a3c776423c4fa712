//! Leases under pressure, and the answers to those who hold none.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use depicted::workflow::{Finish, Timestamp};
use serde_json::json;

use super::*;
use crate::app::App;
use crate::databases::on_each;
use crate::error::Error;
use crate::testing::Room;

async fn add(app: &App, queue: &str, id: String) {
    let tx = app.store.begin().await.expect("a transaction");
    let new = NewTask {
        queue,
        task_id: id,
        build_id: None,
        release_id: None,
        run_id: None,
        source: None,
        payload: json!({}),
    };
    enqueue(&*tx, app.now(), new).await.expect("a task");
    tx.commit().await.expect("the commit");
}

/// Checklist 50, 51.
#[tokio::test]
async fn a_name_is_taken_once_in_a_queue() {
    let room = Room::new().await;
    for queue in ["one", "one", "two"] {
        add(&room.app, queue, "same".into()).await;
    }
    for queue in ["one", "two"] {
        assert_eq!(
            lease(&room.app, queue, "worker", 10, 60_000, &Terms::default()).await.expect("a lease").len(),
            1,
            "{queue}"
        );
    }
}

/// Checklist 57.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_workers_lease_five_thousand_tasks_none_twice_none_lost() {
    lease_all(&Room::new().await, 5_000).await;
}

/// The same where rows are locked one by one; fewer, since each commit waits for a disk.
#[test]
fn workers_on_every_kind_of_database_lease_each_task_once() {
    on_each(|fresh| async move { lease_all(&Room::on(&fresh.url).await, 400).await });
}

async fn lease_all(room: &Room, tasks: usize) {
    let tx = room.app.store.begin().await.expect("a transaction");
    for number in 0..tasks {
        enqueue_text(&*tx, room.app.now(), "stress", number.to_string(), None, None, None)
            .await
            .expect("a task");
    }
    tx.commit().await.expect("the commit");
    let workers = (0..8).map(|number| {
        let app = room.app.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let owner = format!("worker-{number}");
                let leased = lease(&app, "stress", &owner, 1 + number, 3_600_000, &Terms::default())
                    .await
                    .expect("a lease");
                if leased.is_empty() {
                    return mine;
                }
                mine.extend(leased.into_iter().map(|task| task.task_id));
            }
        })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.expect("a worker"));
    }
    assert_eq!(all.len(), tasks, "none twice");
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), tasks, "none lost");
}

/// Checklist 52 to 56.
#[tokio::test]
async fn only_the_holder_of_a_lease_is_heard() {
    let now = Arc::new(AtomicI64::new(1_000));
    let clock = now.clone();
    let room = Room::with_clock(Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)))).await;
    let app = &room.app;
    for id in ["first", "second", "third"] {
        add(app, "q", id.into()).await;
        now.fetch_add(1, Ordering::SeqCst);
    }
    let leased = lease(app, "q", "a", 2, 60_000, &Terms::default()).await.expect("a lease");
    let names: Vec<_> = leased.iter().map(|task| task.task_id.as_str()).collect();
    assert_eq!(names, ["first", "second"]);

    heartbeat(app, "q", "first", "a", 4, "halfway").await.expect("heard");
    let refused = |error: Error| error.code();
    assert_eq!(refused(heartbeat(app, "q", "first", "a", 3, "old").await.unwrap_err()), "stale_heartbeat");
    assert_eq!(refused(heartbeat(app, "q", "first", "b", 5, "hi").await.unwrap_err()), "not_owner");
    assert_eq!(refused(finish(app, "q", "nothing", "a", Finish::Done).await.unwrap_err()), "not_found");
    now.fetch_add(59_999, Ordering::SeqCst);
    finish(app, "q", "first", "a", Finish::Done).await.expect("done");
    finish(app, "q", "first", "a", Finish::Done).await.expect("harmless");
    now.fetch_add(2, Ordering::SeqCst);
    assert_eq!(refused(finish(app, "q", "second", "a", Finish::Done).await.unwrap_err()), "lease_expired");
    let again = lease(app, "q", "b", 1, 60_000, &Terms::default()).await.expect("a lease");
    assert_eq!((again[0].task_id.as_str(), again[0].attempts), ("third", 1), "the longest due comes first");
    give_back(app, "q", "third", "b").await.expect("given back");
    delete(app, "q", "third").await.expect("removed");
    retry(app, "q", "first").await.expect("tried again");
    let again = lease(app, "q", "b", 9, 60_000, &Terms::default()).await.expect("a lease");
    assert_eq!(again.len(), 2);
    assert_eq!(again.iter().find(|task| task.task_id == "second").map(|task| task.attempts), Some(2));
}
