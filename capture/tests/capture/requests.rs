//! What the browser sends, what it is kept from sending, and what is waited for.

use serde_json::json;

use super::site::Site;
use super::{Pixels, pool, take};

/// Checklist 108.
#[tokio::test(flavor = "multi_thread")]
async fn agent_cookies_headers_and_password_reach_the_server() {
    let (site, pool) = (Site::start().await, pool().await);
    let config = json!({
        "userAgent": "Depicted-Test/1", "locale": "de-CH",
        "cookies": [{"name": "session", "value": "hush-cookie"}],
        "storageState": {"cookies": [{"name": "stored", "value": "hush-stored", "domain": "127.0.0.1", "path": "/"}]},
        "injectHeaders": {"/echo": {"X-Test": "hush-header"}, "absent.example": {"X-Other": "1"}},
    });
    let capture = take(&pool, site.url("echo"), &config).await;
    for line in [
        "user-agent: Depicted-Test/1",
        "session=hush-cookie",
        "stored=hush-stored",
        "x-test: hush-header",
        "de-CH",
    ] {
        assert!(capture.log.contains(line), "{line}: {}", capture.log);
    }
    assert!(!capture.log.contains("x-other"), "{}", capture.log);
    // The page itself printed them; the capture's own lines did not.
    let own: String = capture.log.lines().filter(|line| line.contains("configuration")).collect();
    assert!(own.contains("(hidden)") && !own.contains("hush"), "{own}");

    let config = json!({"httpUserName": "user", "httpPassword": "secret"});
    let capture = take(&pool, site.url("auth"), &config).await;
    assert_eq!(Pixels::of(&capture.png).at(5, 5), [0, 255, 0, 255]);
    assert!(!capture.log.contains("secret"), "{}", capture.log);
    // The wrong one is not tried again and again, and the page of the refusal is a page.
    let capture =
        take(&pool, site.url("auth"), &json!({"httpUserName": "user", "httpPassword": "wrong"})).await;
    assert!(capture.log.contains("status 401"), "{}", capture.log);
    pool.close().await;
}

/// Checklist 108.
#[tokio::test(flavor = "multi_thread")]
async fn rules_and_scripts_are_injected_in_this_order() {
    let (site, pool) = (Site::start().await, pool().await);
    let config = json!({
        "injectCss": "body { background: rgb(1, 2, 3) }",
        "injectJs": "if (getComputedStyle(document.body).backgroundColor !== 'rgb(1, 2, 3)') throw new Error('too early');
            document.body.innerHTML = '<div style=\"height: 50px; background: rgb(9, 8, 7)\"></div>'",
    });
    let capture = take(&pool, site.page("x"), &config).await;
    let pixels = Pixels::of(&capture.png);
    assert_eq!(pixels.at(5, 5), [9, 8, 7, 255]);
    assert_eq!(pixels.at(5, 60), [1, 2, 3, 255]);
    pool.close().await;
}

/// Checklist 108 and 109.
#[tokio::test(flavor = "multi_thread")]
async fn ignored_resources_and_analytics_are_not_requested() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<script src='http://www.google-analytics.com/analytics.js'></script>
        <img src='/picture.png?one'><img src='/picture.png?two'><img src='/blink.gif'>";
    let config = json!({"resourcesToIgnore": ["picture.png?one", "/blink\\.g.f$/"]});
    let capture = take(&pool, site.page(body), &config).await;
    assert!(
        capture.log.contains("blocked http://www.google-analytics.com/analytics.js: analytics"),
        "{}",
        capture.log
    );
    assert!(capture.log.contains("resourcesToIgnore has 'picture.png?one'"), "{}", capture.log);
    assert!(capture.log.contains("3 blocked"), "{}", capture.log);
    let seen: Vec<String> = site.seen().into_iter().filter(|path| path != "favicon.ico").collect();
    assert_eq!(seen, ["html", "picture.png"]);
    pool.close().await;
}

/// Checklist 111.
#[tokio::test(flavor = "multi_thread")]
async fn late_resources_are_waited_for_and_again_after_injection_and_failed_ones_do_not_block() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<div id=a>not yet</div><img src='/absent.png'><script>
        setTimeout(async () => {
          document.getElementById('a').textContent = await (await fetch('/slow.txt?ms=900')).text();
          console.log('first ' + document.getElementById('a').textContent);
        }, 200)</script>";
    let config = json!({"injectJs": "void fetch('/slow.txt?ms=900').then((r) => r.text()).then((t) => console.log('second ' + t))"});
    let capture = take(&pool, site.page(body), &config).await;
    let order = ["first here at last", "injectJs", "second here at last", "taking shots"];
    let places: Vec<_> = order.iter().map(|words| capture.log.rfind(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {}", capture.log);
    assert!(capture.log.contains("status 404"), "{}", capture.log);
    pool.close().await;
}

/// Checklist 108.
#[tokio::test(flavor = "multi_thread")]
async fn a_resource_that_takes_too_long_is_done_without() {
    let (site, pool) = (Site::start().await, pool().await);
    for body in
        ["<img src='/hang'>", "<script src='/hang'></script><p>after", "<script>fetch('/hang')</script>"]
    {
        let capture = take(&pool, site.page(body), &json!({"resourceTimeoutMs": 4000})).await;
        assert!(capture.log.contains("no full answer within 4000 ms"), "{}", capture.log);
    }
    pool.close().await;
}
