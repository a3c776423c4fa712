//! What fails, fails with its reason, and alone.

use std::time::Duration;

use depicted_capture::{CaptureError, Pool, PoolOptions};
use serde_json::json;

use super::site::Site;
use super::{fail, options, pool, request, take};

/// Checklist 110.
#[tokio::test(flavor = "multi_thread")]
async fn an_exception_in_inject_js_fails_the_capture() {
    let (site, pool) = (Site::start().await, pool().await);
    let failure = fail(&pool, site.page("x"), &json!({"injectJs": "null.field"})).await;
    let CaptureError::Script { key, exception } = &failure.error else { panic!("{failure:?}") };
    assert_eq!(key, "injectJs");
    assert!(exception.contains("TypeError"), "{exception}");
    assert!(failure.last_frame.is_some_and(|png| png.starts_with(b"\x89PNG")), "the last frame is kept");
    assert!(failure.log.contains("failed: injectJs threw"), "{}", failure.log);
    // A rejected promise is an exception, too; an element as the value of the script is not.
    let failure = fail(&pool, site.page("x"), &json!({"injectJs": "Promise.reject(new Error('no'))"})).await;
    assert!(matches!(failure.error, CaptureError::Script { .. }), "{failure:?}");
    take(&pool, site.page("x"), &json!({"injectJs": "document.body"})).await;
    pool.close().await;
}

/// Checklist 113.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_loaded_fails_the_capture() {
    let (site, pool) = (Site::start().await, pool().await);
    for url in ["http://127.0.0.1:1/", "http://no-such-host.invalid/", "https:", "no url"] {
        let failure = fail(&pool, url, &json!({})).await;
        assert!(matches!(failure.error, CaptureError::Load(_)), "{url}: {failure:?}");
    }
    let failure = fail(&pool, site.url("hang"), &json!({"resourceTimeoutMs": 300})).await;
    assert!(failure.to_string().contains("did not answer within 300 ms (resourceTimeoutMs)"), "{failure}");
    // A page that leads to one that cannot be loaded.
    let failure =
        fail(&pool, site.page("<script>location.href = 'http://127.0.0.1:1/'</script>"), &json!({})).await;
    assert!(matches!(failure.error, CaptureError::Load(_)), "{failure:?}");
    // The page of an error is a page.
    let capture = take(&pool, site.url("status/500"), &json!({})).await;
    assert!(capture.log.contains("status 500 for"), "{}", capture.log);
    pool.close().await;
}

/// Checklist 95.
#[tokio::test(flavor = "multi_thread")]
async fn a_capture_over_its_limit_is_stopped_and_a_crash_costs_one_capture_alone() {
    let site = Site::start().await;
    let mut options = PoolOptions { timeout: Duration::from_secs(45), ..options() };
    options.network.schemes.push("chrome".to_owned());
    let pool = Pool::launch(options).await.unwrap();
    let (none, hung) = (json!({}), site.page("<script>for (;;);</script>"));
    let (hangs, crashes, good) = tokio::join!(
        fail(&pool, hung, &none),
        fail(&pool, "chrome://crash", &none),
        take(&pool, site.page("x"), &none)
    );
    assert!(matches!(hangs.error, CaptureError::Timeout { .. }), "{hangs:?}");
    assert!(hangs.to_string().contains("longer than 45 s"), "{hangs}");
    assert_eq!(crashes.error, CaptureError::PageCrashed);
    assert!(good.stable.equal);
    take(&pool, site.page("y"), &none).await;
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_names_and_the_page_lacks_is_named() {
    let (site, pool) = (Site::start().await, pool().await);
    let failure = fail(&pool, site.page("x"), &json!({"selector": "#absent"})).await;
    assert_eq!(failure.to_string(), "selector: nothing visible matches '#absent'");
    let failure = fail(&pool, site.page("x"), &json!({"waitFor": "a["})).await;
    assert_eq!(failure.to_string(), "'a[' is not a CSS selector");
    let failure = fail(&pool, site.page("x"), &json!({"freezeTime": "soon"})).await;
    assert!(failure.to_string().contains("freezeTime 'soon'"), "{failure}");
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_capture_that_is_dropped_leaves_the_pool_whole() {
    let site = Site::start().await;
    let pool = Pool::launch(PoolOptions { concurrency: 1, ..options() }).await.unwrap();
    let hangs = request(site.url("hang"), &json!({}));
    assert!(tokio::time::timeout(Duration::from_millis(300), pool.capture(&hangs)).await.is_err());
    take(&pool, site.page("x"), &json!({})).await;
    pool.close().await;
}
