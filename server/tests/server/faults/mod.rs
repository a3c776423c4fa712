//! Processes that die in the middle of a release, and several that share one.

mod process;

use std::collections::HashSet;
use std::io::Cursor;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgba, RgbaImage};
use process::Process;

use crate::harness::{Fresh, Server, databases, field};

/// A lease that runs out soon.
const SHORT: [&str; 2] = ["--lease-ms", "1000"];

/// A white page with a red square; each number has another place for it.
fn png(square: Option<u32>) -> Vec<u8> {
    let mut picture = RgbaImage::from_pixel(96, 64, Rgba([255; 4]));
    if let Some(number) = square {
        let (left, top) = (number % 80, number / 80 % 48);
        for (x, y) in (0..12).flat_map(|x| (0..12).map(move |y| (x, y))) {
            picture.put_pixel(left + x, top + y, Rgba([200, 0, 0, 255]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("memory can be written to");
    bytes.into_inner()
}

/// An address that nobody listens on.
fn address() -> String {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").to_string()
}

/// A server in a process of its own, and a client of it. `key` is that of the first start.
fn serve(
    address: &str,
    folder: &str,
    database: &str,
    key: Option<&(String, String)>,
) -> (Process, (String, String)) {
    let usual = ["--listen", address, "--data", folder, "--database", database, "--diff-workers", "0"];
    let captures: &[&str] = if cfg!(feature = "capture") { &["--capture-workers", "0"] } else { &[] };
    let mut server = Process::server(&[&usual, &SHORT[..], captures].concat());
    let mut found = key.cloned().unwrap_or_default();
    loop {
        let said = server.line();
        let after = |label: &str| {
            said.lines().find_map(|line| line.trim().strip_prefix(label)).map(|rest| rest.trim().to_owned())
        };
        if let Some(first) = after("API key").zip(after("secret")) {
            found = first;
        }
        assert!(!said.starts_with("ended"), "{said}");
        if said.starts_with("listening on") {
            return (server, found);
        }
    }
}

/// Hands over a release of so many runs, each of two pictures; the build.
async fn hand_over(server: &Server, runs: u32) -> String {
    let build = server.build("project", false).await;
    let named = [("build_id", &*build), ("release_name", "r"), ("release_number", "1")];
    server.ok("create_release", &named[..2]).await;
    let before = server.upload(&build, png(None)).await;
    for number in 0..runs {
        let after = server.upload(&build, png(Some(number))).await;
        let name = format!("/{number}");
        let run = [("run_name", &*name), ("image", &*after), ("ref_image", &*before)];
        server.ok("report_run", &[&named[..], &run].concat()).await;
    }
    server.ok("runs_done", &named).await;
    build
}

async fn reviewing(server: &Server, build: &str, limit: Duration) {
    let start = Instant::now();
    while server.release_status(build, "r", 1).await != "reviewing" {
        assert!(start.elapsed() < limit, "the release does not come to review");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Every run was compared, none is lost, and none was compared in two tasks or has anything twice.
async fn whole(server: &Server, build: &str, runs: u32) {
    let list = server.v1_get(&format!("builds/{build}/releases/r/1/runs?limit=1000")).await;
    let list = list["items"].as_array().cloned().unwrap_or_default();
    let names: HashSet<_> = list.iter().map(|run| field(run, "name")).collect();
    assert_eq!((list.len(), names.len()), (runs as usize, runs as usize));
    for run in &list {
        assert_eq!(field(run, "status"), "diff_found", "{run}");
        let shown = server.v1_get(&format!("builds/{build}/runs/{}", run["id"])).await;
        assert_eq!(shown["report"]["regions"].as_array().map(Vec::len), Some(1), "{shown}");
    }
    let tasks = server.tasks("run-pdiff").await;
    assert_eq!(tasks.len(), runs as usize);
    assert!(tasks.iter().all(|task| field(task, "status") == "done"), "{tasks:?}");
}

/// Checklist 107, and `kill -9` of both kinds of process in the middle of a release: first of the worker, then of the
/// server.
#[tokio::test(flavor = "multi_thread")]
async fn a_release_survives_those_who_work_on_it() {
    const RUNS: u32 = 40;
    let fresh = databases::sqlite();
    let folder = tempfile::tempdir().expect("a folder");
    let (address, data) = (address(), folder.path().display().to_string());
    let (process, key) = serve(&address, &data, &fresh.url, None);
    let server = Server::at(&format!("http://{address}"), key.clone());
    let build = hand_over(&server, RUNS).await;
    let flags = [&["--queue", "run-pdiff", "--jobs", "4"], &SHORT[..]].concat();

    let work = |times: u32| {
        let mut worker = Process::worker(&server.url, &key, &flags);
        for _ in 0..=times {
            let said = worker.line();
            assert!(!said.starts_with("ended"), "{said}");
        }
        worker
    };
    work(6).kill();
    assert_ne!(server.release_status(&build, "r", 1).await, "reviewing");
    let _worker = work(6);
    process.kill();
    let (_process, _) = serve(&address, &data, &fresh.url, Some(&key));
    reviewing(&server, &build, Duration::from_secs(60)).await;
    whole(&server, &build, RUNS).await;
    let attempts = server.tasks("run-pdiff").await;
    let again = attempts.iter().filter(|task| task["attempts"].as_i64() > Some(1)).count();
    assert!(again >= 1, "the killed worker held something");
}

/// Two servers on one database, and two workers at each, finish one release. Gives how long the work took.
async fn share(fresh: &Fresh, runs: u32) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    let addresses = [address(), address()];
    let (_first, key) = serve(&addresses[0], &data, &fresh.url, None);
    let (_second, _) = serve(&addresses[1], &data, &fresh.url, Some(&key));
    let servers = addresses.map(|address| Server::at(&format!("http://{address}"), key.clone()));
    let build = hand_over(&servers[0], runs).await;
    let start = Instant::now();
    let mut workers: Vec<_> = servers
        .iter()
        .cycle()
        .take(4)
        .map(|server| Process::worker(&server.url, &key, &["--queue", "run-pdiff"]))
        .collect();
    reviewing(&servers[1], &build, Duration::from_secs(600)).await;
    let took = start.elapsed();
    whole(&servers[1], &build, runs).await;
    for worker in &mut workers {
        assert!(worker.line().starts_with("works on run-pdiff"));
        assert!(worker.line().ends_with("s)"), "each did something");
    }
    took
}

fn on_postgres(runs: u32) {
    let Some(fresh) = databases::every().into_iter().find(|fresh| fresh.kind == "postgres") else {
        return eprintln!("skipped: no PostgreSQL");
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let took = runtime.block_on(share(&fresh, runs));
    eprintln!("{runs} runs by two servers and four workers: {:.1} s", took.as_secs_f64());
}

#[test]
fn two_servers_and_four_workers_finish_a_release() {
    on_postgres(30);
}

/// Its figures are in `benches/record`.
#[test]
#[ignore = "takes minutes"]
fn two_servers_and_four_workers_finish_a_release_of_five_hundred() {
    on_postgres(500);
}
