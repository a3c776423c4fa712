//! No process of a browser outlives its pool, and a browser that dies is replaced.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use depicted_capture::{CaptureError, Pool, PoolOptions, find_browser};
use serde_json::json;

use super::site::Site;
use super::{options, pool, request, take, until};

/// Processes whose command line names a profile that this process has made.
fn browsers(profiles: &HashSet<String>) -> Vec<i32> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let named = |id: &i32| {
        let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).into_owned();
        profiles.iter().any(|profile| line.contains(profile))
    };
    processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(named).collect()
}

/// The profiles of the browsers that are children of this process.
pub(super) fn profiles() -> HashSet<String> {
    let own = std::process::id().to_string();
    let Ok(processes) = std::fs::read_dir("/proc") else { return HashSet::new() };
    let profile = |folder: &Path| {
        let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
        let parent = stat.rsplit(')').next()?.split_whitespace().nth(1)?.to_owned();
        let line = String::from_utf8_lossy(&std::fs::read(folder.join("cmdline")).ok()?).into_owned();
        let profile = line.split('\0').find_map(|word| word.strip_prefix("--user-data-dir="))?.to_owned();
        (parent == own).then_some(profile)
    };
    processes.flatten().filter_map(|entry| profile(&entry.path())).collect()
}

/// The profile of a browser that was started between the two looks; tests run beside each other.
async fn started(options: PoolOptions) -> (Pool, HashSet<String>) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one = ONE_AT_A_TIME.lock().await;
    let temporary = tempfile::tempdir().unwrap();
    let marked = temporary.path().join("marked-chromium");
    let script =
        format!("#!/bin/sh\nexec '{}' --marked={} \"$@\"\n", options.browser.display(), marked.display());
    std::fs::write(&marked, script).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&marked, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let pool = Pool::launch(PoolOptions { browser: marked.clone(), ..options }).await.unwrap();
    let mark = format!("--marked={}", marked.display());
    let own = profiles().into_iter().filter(|profile| {
        let with = browsers(&HashSet::from([profile.clone()]));
        with.iter().any(|id| {
            let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(&mark)
        })
    });
    let own: HashSet<String> = own.collect();
    // A browser that is started again needs the script: it stays until the process ends.
    let _ = temporary.keep();
    assert_eq!(own.len(), 1, "the browser is a child of this process");
    (pool, own)
}

/// Checklist 105: what is over the number waits until one of those is done. Nothing else spreads them.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_captures_are_made_at_once_than_was_asked_for() {
    let site = Site::start().await;
    let pool = Pool::launch(PoolOptions { concurrency: 2, ..options() }).await.unwrap();
    let captures = (0..5).map(|number| {
        // Long enough that all of them would meet.
        let request = request(format!("{}&ms=3000", site.page(&number.to_string())), &json!({}));
        let pool = &pool;
        async move { pool.capture(&request).await.map(|_| ()) }
    });
    futures::future::try_join_all(captures).await.unwrap();
    assert_eq!(site.busiest(), 2);
    pool.close().await;
}

/// Checklist 96.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_after_close_and_after_drop() {
    let site = Site::start().await;
    let (pool, profile) = started(options()).await;
    take(&pool, site.page("x"), &json!({})).await;
    assert!(browsers(&profile).len() > 2, "a browser is several processes");
    pool.close().await;
    assert!(browsers(&profile).is_empty());
    assert!(profile.iter().all(|profile| !Path::new(profile).exists()));

    let (pool, profile) = started(options()).await;
    let hangs = request(site.url("hang"), &json!({}));
    assert!(tokio::time::timeout(Duration::from_millis(500), pool.capture(&hangs)).await.is_err());
    drop(pool);
    until("all processes are gone", || browsers(&profile).is_empty()).await;
    until("the profile is gone", || profile.iter().all(|profile| !Path::new(profile).exists())).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_dies_is_replaced() {
    let site = Site::start().await;
    let (pool, profile) = started(options()).await;
    let browser = *browsers(&profile).first().unwrap();
    let slow = request(site.page("<script>fetch('/slow.txt?ms=2000')</script>"), &json!({}));
    let kill = async {
        until("the page is asked for", || !site.seen().is_empty()).await;
        let status = std::process::Command::new("kill").args(["-9", &browser.to_string()]).status().unwrap();
        assert!(status.success());
    };
    let (result, ()) = tokio::join!(pool.capture(&slow), kill);
    assert!(result.is_ok(), "{result:?}");
    until("the dead browser's processes are gone", || browsers(&profile).is_empty()).await;
    take(&pool, site.page("x"), &json!({})).await;
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_replaced_after_its_number_of_captures() {
    let site = Site::start().await;
    let pool = Pool::launch(PoolOptions { recycle_after: 2, ..options() }).await.unwrap();
    for _ in 0..5 {
        take(&pool, site.page("x"), &json!({})).await;
    }
    pool.close().await;
}

#[tokio::test]
async fn a_program_that_is_no_browser_is_an_error_with_its_words() {
    let temporary = tempfile::tempdir().unwrap();
    let program = temporary.path().join("no-browser");
    std::fs::write(&program, "#!/bin/sh\necho I am no browser >&2\nexit 3\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let error = Pool::launch(PoolOptions::new(&program)).await.unwrap_err();
    assert!(
        matches!(&error, CaptureError::BrowserStart(words) if words.contains("I am no browser")),
        "{error}"
    );
    assert!(find_browser(Some(Path::new("/absent/browser"))).is_err());
    let _ = pool;
}
