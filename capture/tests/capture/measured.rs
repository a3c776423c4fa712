//! Many captures: with pages among them that hang or crash, and each page many times over.

use std::time::{Duration, Instant};

use depicted_capture::{CaptureError, Pool, PoolOptions, Request, stability};
use futures::StreamExt;
use serde_json::json;

use super::site::Site;
use super::{options, pages, request};

/// What this process holds, in MiB; not what its browsers hold. 0 where that cannot be known.
fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1024.0
}

/// Captures `count` pages, four at a time, of which `bad` hang and as many crash; says what came of them.
async fn soak(count: usize, bad: usize, limit: Duration) -> String {
    let site = Site::start().await;
    let mut options = PoolOptions { timeout: limit, concurrency: 4, ..options() };
    options.network.schemes.push("chrome".to_owned());
    let pool = Pool::launch(options).await.unwrap();
    let names = pages::names();
    let begin = Instant::now();
    let captures = (0..count).map(|i| {
        let every = count / bad;
        let (pool, request): (&Pool, Request) = match i % every {
            1 => (&pool, request(site.page("<script>for (;;);</script>"), &json!({}))),
            3 => (&pool, request("chrome://crash", &json!({}))),
            _ => (&pool, pages::request_of(&site, &names[i % names.len()])),
        };
        async move { (i % every, pool.capture(&request).await, request.url) }
    });
    let mut taken = 0;
    let (mut hung, mut crashed) = (0, 0);
    // After a tenth of them, halfway, and at the end.
    let mut memory = Vec::new();
    let mut results = futures::stream::iter(captures).buffer_unordered(4);
    while let Some((kind, result, url)) = results.next().await {
        if [count / 10, count / 2].contains(&(taken + hung + crashed)) {
            memory.push(resident_mib());
        }
        match (kind, result) {
            (1, Err(failure)) if matches!(failure.error, CaptureError::Timeout { .. }) => hung += 1,
            (3, Err(failure)) if failure.error == CaptureError::PageCrashed => crashed += 1,
            (1 | 3, result) => panic!("{url}: {result:?}"),
            (_, Ok(_)) => taken += 1,
            (_, Err(failure)) => panic!("{url}: {failure}\n{}", failure.log),
        }
    }
    drop(results);
    pool.close().await;
    assert_eq!((taken, hung, crashed), (count - 2 * bad, bad, bad));
    memory.push(resident_mib());
    let seconds = begin.elapsed().as_secs_f64();
    let memory: Vec<String> = memory.iter().map(|mib| format!("{mib:.0}")).collect();
    let memory = memory.join(", ");
    format!(
        "{count} captures, 4 at a time: {taken} pictures, {hung} hung, {crashed} crashed, none lost; \
         {seconds:.0} s; resident after a tenth, halfway and at the end: {memory} MiB"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn among_many_captures_none_is_lost() {
    soak(40, 2, Duration::from_secs(40)).await;
}

#[ignore = "takes minutes; prints what it measured"]
#[tokio::test(flavor = "multi_thread")]
async fn soak_of_five_hundred() {
    println!("{}", soak(500, 5, Duration::from_secs(60)).await);
    let left = super::processes::profiles();
    assert!(left.is_empty(), "browsers are left: {left:?}");
}

/// `CAPTURES` says how often each page is captured, `PAGES` which ones, if not all.
#[ignore = "takes minutes; prints the table of the record"]
#[tokio::test(flavor = "multi_thread")]
async fn stability_of_all_pages() {
    let count = std::env::var("CAPTURES").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let only = std::env::var("PAGES").unwrap_or_default();
    let site = Site::start().await;
    // A machine that is busy with other work is slow, which is not what is measured.
    let pool = Pool::launch(PoolOptions { timeout: Duration::from_mins(10), ..options() }).await.unwrap();
    let mut names = pages::names();
    names.retain(|name| only.is_empty() || only.split(',').any(|one| one == name));
    let reports = names.iter().map(|name| {
        let (pool, request) = (&pool, pages::request_of(&site, name));
        async move { (name, stability(pool, &request, count, |_| {}).await) }
    });
    println!("| page | size | identical | two shots equal | scripts held | distortion | what varies |");
    println!("|---|---|---|---|---|---|---|");
    // A row as soon as it is there: what was measured stays, whatever becomes of the rest.
    let mut reports = futures::stream::iter(reports).buffered(3);
    let mut wrong = Vec::new();
    while let Some((name, report)) = reports.next().await {
        let report = match report {
            Ok(report) => report,
            Err(failure) => {
                println!("| {name} | | | | | | failed: {failure} |");
                wrong.push(name.as_str());
                continue;
            }
        };
        let varying: Vec<String> =
            report.varying.iter().map(|r| format!("{}x{} at {}, {}", r.width, r.height, r.x, r.y)).collect();
        let (width, height) = (report.first.width, report.first.height);
        let (n, identical, still, held) = (report.captures, report.identical, report.still, report.held);
        let varying = varying.join("; ");
        let distortion = depicted::numbers::significant(report.distortion);
        println!(
            "| {name} | {width} x {height} | {identical}/{n} | {still}/{n} | {held}/{n} | {distortion} | {varying} |"
        );
        if !report.is_identical() {
            wrong.push(name);
        }
    }
    drop(reports);
    pool.close().await;
    assert!(wrong.is_empty(), "not the same each time: {}", wrong.join(", "));
}
