//! Comparisons by workers in this process, from the report of two pictures to the review of the release.

use std::future::Future;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use depicted::Rect;
use depicted::workflow::{ArtifactId, ReleaseStatus, Reported, Timestamp};
use image::{ImageFormat, Rgba, RgbaImage};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio_util::sync::CancellationToken;

use super::desk::{Desk, Local, Outcome};
use super::{Job, collect, worker};
use crate::app::App;
use crate::auth::Actor;
use crate::databases::on_each;
use crate::gc::Options;
use crate::service::{artifact, build, release, run, task};
use crate::store::entity::{region, release as releases, run as runs, task as tasks};
use crate::testing::Room;

async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_mins(1), "{what} did not come true within a minute");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn png(width: u32, height: u32, spots: &[(u32, u32)]) -> Vec<u8> {
    let mut picture = RgbaImage::from_pixel(width, height, Rgba([255; 4]));
    for &(x, y) in spots {
        for (dx, dy) in (0..8).flat_map(|dx| (0..8).map(move |dy| (dx, dy))) {
            picture.put_pixel(x + dx, y + dy, Rgba([200, 0, 0, 255]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("memory can be written to");
    bytes.into_inner()
}

/// A build with a release in it.
async fn begin(app: &App) -> (i64, releases::Model) {
    let build = build::create(app, &Actor::Developer, "front pages", false).await.expect("a build").id;
    let made = release::create(app, &Actor::Developer, build, "v1", None).await.expect("a release");
    (build, made)
}

async fn report(
    app: &App,
    release: &releases::Model,
    name: &str,
    before: Vec<u8>,
    after: Vec<u8>,
) -> [ArtifactId; 2] {
    let mut ids = Vec::new();
    for bytes in [before, after] {
        let stored = artifact::put(app, release.build_id, bytes.into()).await.expect("a file");
        ids.push(ArtifactId::parse(&stored.id).expect("an id"));
    }
    let fields = Reported { ref_image: Some(ids[0]), image: Some(ids[1]), ..Reported::default() };
    let news = run::Report { fields, ..run::Report::default() };
    run::report(app, &Actor::System, release.build_id, &release.name, release.number, name, news)
        .await
        .expect("a report");
    [ids[0], ids[1]]
}

async fn find(app: &App, name: &str) -> runs::Model {
    let found = runs::Entity::find().filter(runs::Column::Name.eq(name)).one(app.store.db()).await;
    found.expect("the database").expect("a run")
}

async fn reviewing(app: &App, id: i64) -> bool {
    let found = releases::Entity::find_by_id(id).one(app.store.db()).await.expect("the database");
    found.expect("a release").status == ReleaseStatus::Reviewing.name()
}

async fn said(app: &App, id: Option<String>) -> String {
    let id = ArtifactId::parse(&id.expect("a log")).expect("an id");
    String::from_utf8(app.blobs.get(id).await.expect("the log").to_vec()).expect("text")
}

/// Waits for three attempts at the one task, each of which says `why` it failed. After each the time comes for the next one; the
/// last one is an error, and the release goes on.
async fn three_attempts(app: &App, release: &releases::Model, why: &str, now: &AtomicI64) {
    let task =
        async || tasks::Entity::find().one(app.store.db()).await.expect("the database").expect("a task");
    for attempt in 1..=3 {
        let ended = || async {
            let task = task().await;
            task.attempts == attempt && task.lease_ms.is_none()
        };
        until("an attempt", ended).await;
        let task = task().await;
        assert!(task.heartbeat.is_some_and(|said| said.contains(why)), "why it failed can be read");
        assert_eq!(task.status, if attempt < 3 { "live" } else { "error" });
        assert_eq!(reviewing(app, release.id).await, attempt == 3);
        now.fetch_add(600_000, Ordering::SeqCst);
    }
}

/// Checklist 97, 99, 100, 101, 102.
#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_compared_and_comes_to_review() {
    let room = Room::new().await;
    let app = &room.app;
    let (build, release) = begin(app).await;
    let (page, changed) = (png(64, 48, &[]), png(64, 48, &[(20, 20)]));
    report(app, &release, "same", page.clone(), png(64, 48, &[])).await;
    report(app, &release, "different", page.clone(), changed.clone()).await;
    report(app, &release, "larger", page.clone(), png(64, 96, &[])).await;
    report(app, &release, "smaller", page.clone(), png(64, 24, &[])).await;
    report(app, &release, "damaged", page.clone(), changed[..changed.len() / 2].to_vec()).await;
    release::runs_done(app, &Actor::Developer, build, &release.name, release.number)
        .await
        .expect("runs are done");
    assert!(!reviewing(app, release.id).await);

    let stop = CancellationToken::new();
    let working = tokio::spawn(worker(app, "worker".into(), Job::Diff).run(stop.clone()));
    until("the review", || reviewing(app, release.id)).await;
    stop.cancel();
    working.await.expect("the worker ends");

    let same = find(app, "same").await;
    assert_eq!((same.status.as_str(), same.diff_image), ("diff_not_found", None));
    assert!(same.thumbnail.is_some() && same.report.is_some());
    let found = find(app, "different").await;
    assert_eq!(found.status, "diff_found");
    assert!(found.distortion.is_some_and(|distortion| distortion > 0.0));
    let log = said(app, found.diff_log).await;
    for word in ["different", "metric      perceptual", "64x48", "regions     1", "took"] {
        assert!(log.contains(word), "{word}: {log}");
    }
    let places = region::Entity::find().filter(region::Column::RunId.eq(found.id));
    assert_eq!(places.count(app.store.db()).await.expect("the database"), 1);
    for name in ["larger", "smaller"] {
        let run = find(app, name).await;
        assert_eq!(run.status, "diff_found", "{name}");
        let id = ArtifactId::parse(&run.diff_image.expect("a picture")).expect("an id");
        let picture = image::load_from_memory(&app.blobs.get(id).await.expect("bytes")).expect("a picture");
        assert_eq!(picture.height(), if name == "larger" { 96 } else { 48 });
    }
    let damaged = find(app, "damaged").await;
    assert_eq!(damaged.status, "failed");
    let log = said(app, damaged.diff_log).await;
    assert!(log.contains("corrupt_image") && log.contains("after"), "{log}");
}

/// Checklist 103, 104.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_gone_is_looked_for_three_times() {
    let now = Arc::new(AtomicI64::new(1_000));
    let clock = now.clone();
    let room = Room::with_clock(Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)))).await;
    let app = &room.app;
    let (build, release) = begin(app).await;
    let [_, after] = report(app, &release, "gone", png(8, 8, &[]), png(16, 16, &[])).await;
    release::runs_done(app, &Actor::Developer, build, &release.name, release.number)
        .await
        .expect("runs are done");
    let id = after.to_string();
    std::fs::remove_file(room.blob(&id)).expect("the file was there");
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker(app, "worker".into(), Job::Diff).run(stop.clone()));
    three_attempts(app, &release, &id, &now).await;
    stop.cancel();
    working.await.expect("the worker ends");
    let run = find(app, "gone").await;
    assert_eq!(run.status, "failed");
    assert!(said(app, run.diff_log).await.contains(&id));
}

/// Checklist 94: each attempt at a page that cannot be captured is told of in a log, and after the third the task is an
/// error, the run has failed with that log, and the release goes on. Between attempts the run waits for the next one.
#[cfg(feature = "capture")]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_captured_is_tried_three_times() {
    let now = Arc::new(AtomicI64::new(1_000));
    let clock = now.clone();
    let room = Room::with_clock(Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)))).await;
    let app = &room.app;
    let browser = match super::capture::Browser::find(&app.settings.capture, 1) {
        Ok(browser) => Arc::new(browser),
        Err(error) => return eprintln!("skipped: {error}"),
    };
    let (build, release) = begin(app).await;
    // Nobody listens there.
    let page = run::Page { url: "http://127.0.0.1:1/".into(), config: "{}".into() };
    let request = run::Request { after: page, before: None };
    run::request(app, &Actor::Developer, build, &release.name, release.number, "dead", &request)
        .await
        .expect("a run");
    release::runs_done(app, &Actor::Developer, build, &release.name, release.number)
        .await
        .expect("runs are done");
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker(app, "worker".into(), Job::Capture(browser.clone())).run(stop.clone()));
    three_attempts(app, &release, "127.0.0.1:1", &now).await;
    stop.cancel();
    working.await.expect("the worker ends");
    browser.close().await;
    let run = find(app, "dead").await;
    assert_eq!((run.status.as_str(), run.image), ("failed", None));
    let log = said(app, run.log).await;
    assert!(log.contains("request GET http://127.0.0.1:1/") && log.contains("failed: "), "{log}");
}

/// Checklist 107: a worker that dies loses its lease, and after the last attempt the run has failed.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_held_is_settled() {
    let now = Arc::new(AtomicI64::new(1_000));
    let clock = now.clone();
    let room = Room::with_clock(Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)))).await;
    let app = &room.app;
    let (build, release) = begin(app).await;
    report(app, &release, "orphan", png(8, 8, &[]), png(16, 16, &[])).await;
    release::runs_done(app, &Actor::Developer, build, &release.name, release.number)
        .await
        .expect("runs are done");
    for attempt in 1..=3 {
        let leased =
            task::lease(app, "run-pdiff", &format!("dying-{attempt}"), 5, 60_000, &task::Terms::default())
                .await
                .expect("a lease");
        assert_eq!(leased.len(), 1);
        assert!(
            task::lease(app, "run-pdiff", "other", 5, 60_000, &task::Terms::default())
                .await
                .expect("nothing")
                .is_empty()
        );
        now.fetch_add(60_001, Ordering::SeqCst);
        task::expire(app).await.expect("the sweep");
        assert_eq!(reviewing(app, release.id).await, attempt == 3);
    }
    let run = find(app, "orphan").await;
    assert_eq!(run.status, "failed");
    assert!(said(app, run.diff_log).await.contains("dying-3 was not heard of again"));
}

/// A file that nothing names is removed while the server runs.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_names_goes_by_itself() {
    let now = Arc::new(AtomicI64::new(1_000));
    let clock = now.clone();
    let room = Room::with_clock(Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)))).await;
    let app = &room.app;
    let (build, _) = begin(app).await;
    let stored = artifact::put(app, build, png(8, 8, &[]).into()).await.expect("a file");
    assert!(room.blob(&stored.id).exists());
    now.fetch_add(1_000, Ordering::SeqCst);
    let stop = CancellationToken::new();
    let options = Options { dry_run: false, grace_ms: 500 };
    let every = Duration::from_millis(10);
    let working = tokio::spawn(collect::run(app.clone(), every, options, stop.clone()));
    until("its end", || async { !room.blob(&stored.id).exists() }).await;
    stop.cancel();
    working.await.expect("it ends");
}

/// What was to be seen last of a page that could not be captured stays with its run. A word said twice is taken once.
#[tokio::test]
async fn the_last_frame_of_a_failed_capture_is_kept() {
    let room = Room::new().await;
    let app = &room.app;
    let (build, release) = begin(app).await;
    let page = |url: &str| run::Page { url: url.into(), config: "{}".into() };
    let request = run::Request { after: page("http://a/"), before: Some(page("http://b/")) };
    let asked = run::request(app, &Actor::Developer, build, &release.name, release.number, "home", &request);
    asked.await.expect("a run");
    let frame = artifact::put(app, build, png(8, 8, &[]).into()).await.expect("a file").id;
    let id = ArtifactId::parse(&frame).expect("an id");
    let desk = Local(app.clone());
    let failed = |again| Outcome::Failed {
        message: "the page crashed".into(),
        log: "capturing\nthe page crashed\n".into(),
        again,
        last_frame: Some(id),
    };
    let captured = Outcome::Captured { image: id, log: id, ignore: Vec::new() };
    for outcome in [failed(false), captured.clone()] {
        let task =
            desk.take(&["run-pdiff", "capture"], "w", 60_000).await.expect("the queue").expect("a task");
        desk.finish(&task, "w", outcome.clone()).await.expect("kept");
        desk.finish(&task, "w", captured.clone()).await.expect("harmless");
    }
    let run = find(app, "home").await;
    assert_eq!((run.status.as_str(), run.thumbnail), ("failed", Some(frame.clone())));
    assert_eq!((run.image, run.ref_image), (None, Some(frame)));
    assert!(said(app, run.log).await.contains("the page crashed"));
}

/// What was masked on either side is no difference, and what lies beside it is.
#[test]
fn what_was_masked_on_either_side_is_left_out() {
    on_each(|fresh| async move {
        let room = Room::on(&fresh.url).await;
        let app = &room.app;
        let (build, release) = begin(app).await;
        let desk = Local(app.clone());
        let page = |url: &str| run::Page { url: url.into(), config: "{}".into() };
        let (left, right) = (Rect::new(4, 4, 8, 8), Rect::new(40, 20, 8, 8));
        for (name, after) in [("masked", vec![(40, 20)]), ("changed", vec![(40, 20), (20, 30)])] {
            let request = run::Request { after: page("http://a/"), before: Some(page("http://b/")) };
            run::request(app, &Actor::Developer, build, &release.name, release.number, name, &request)
                .await
                .expect("a run");
            for _ in 0..2 {
                let task = desk.take(&["capture"], "w", 60_000).await.expect("the queue").expect("a task");
                let is_before = task.payload.contains("\"baseline\":true");
                let spots = if is_before { vec![(4, 4)] } else { after.clone() };
                let stored = artifact::put(app, build, png(64, 48, &spots).into()).await.expect("a file");
                let image = ArtifactId::parse(&stored.id).expect("an id");
                let ignore = vec![if is_before { left } else { right }];
                let captured = Outcome::Captured { image, log: image, ignore };
                desk.finish(&task, "w", captured).await.expect("kept");
            }
        }
        let stop = CancellationToken::new();
        let working = tokio::spawn(worker(app, "worker".into(), Job::Diff).run(stop.clone()));
        for (name, status) in [("masked", "diff_not_found"), ("changed", "diff_found")] {
            until("a comparison", || async { find(app, name).await.status != "needs_diff" }).await;
            let run = find(app, name).await;
            let log = said(app, run.diff_log).await;
            assert_eq!(run.status, status, "{name}: {log}");
            assert!(log.contains("2 rectangles"), "{log}");
        }
        let places = region::Entity::find().all(app.store.db()).await.expect("the database");
        let is_around = |x, y, place: &region::Model| {
            (place.x..place.x + place.width).contains(&x) && (place.y..place.y + place.height).contains(&y)
        };
        assert!(places.len() == 1 && is_around(20, 30, &places[0]), "nothing but what is beside: {places:?}");
        assert!(!is_around(4, 4, &places[0]) && !is_around(47, 20, &places[0]), "{places:?}");
        stop.cancel();
        working.await.expect("the worker ends");
    });
}
