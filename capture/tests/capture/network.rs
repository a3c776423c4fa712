//! Which requests pages may make.

use depicted_capture::{CaptureError, NetworkPolicy, Pool, PoolOptions};
use serde_json::json;

use super::site::{Site, pages};
use super::{fail, options, pool, take};

#[tokio::test(flavor = "multi_thread")]
async fn files_are_read_only_if_allowed_and_never_from_the_web() {
    let url = url::Url::from_file_path(pages().join("text.html")).unwrap();
    let (site, strict) = (Site::start().await, pool().await);
    let failure = fail(&strict, url.as_str(), &json!({})).await;
    assert!(matches!(failure.error, CaptureError::Denied(_)), "{failure:?}");
    for redirected in [format!("redirect?to={url}"), "redirect?to=javascript:alert(1)".to_owned()] {
        fail(&strict, site.url(&redirected), &json!({})).await;
    }
    strict.close().await;
    let mut options = options();
    options.network.schemes.push("file".to_owned());
    let pool = Pool::launch(options).await.unwrap();
    take(&pool, url.as_str(), &json!({})).await;
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn private_addresses_can_be_denied() {
    let site = Site::start().await;
    let network = NetworkPolicy { deny_private: true, ..NetworkPolicy::default() };
    let pool = Pool::launch(PoolOptions { network, ..options() }).await.unwrap();
    for url in [site.url("html"), site.url("html").replace("127.0.0.1", "localhost")] {
        let failure = fail(&pool, url, &json!({})).await;
        assert!(matches!(failure.error, CaptureError::Denied(_)), "{failure:?}");
    }
    assert!(site.seen().is_empty());
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_followed_and_judged() {
    let (site, pool) = (Site::start().await, pool().await);
    let capture = take(&pool, site.url("redirect?to=/text.html"), &json!({})).await;
    assert!(capture.log.contains("(redirected)"), "{}", capture.log);
    let config = json!({"resourcesToIgnore": ["text.html"]});
    fail(&pool, site.url("redirect?to=/text.html").replace("text.html", "te%78t.html").as_str(), &config)
        .await;
    pool.close().await;
}
