//! Steps of a visitor before the picture is taken.

use serde_json::json;

use super::site::Site;
use super::{Pixels, pool, take};

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_clicks_types_presses_hovers_scrolls_and_waits() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<style>#h:hover { background: rgb(1, 2, 3) } #h { height: 40px }</style><div id=h></div>
        <button onclick=\"setTimeout(() => { f.hidden = false }, 300)\">more</button>
        <form id=f hidden onsubmit=\"console.log('sent ' + i.value); return false\"><input id=i></form>
        <div style='height: 3000px'></div><p id=end>end</p>
        <script>addEventListener('scroll', () => { if (scrollY > 2000) console.log('scrolled') })</script>";
    let config = json!({"fullPage": false, "steps": [
        {"click": "button"}, {"waitFor": "#i"}, {"type": {"selector": "#i", "text": "hush é"}}, {"press": "Enter"},
        {"scroll": "#end"}, {"waitFor": 50}, {"scroll": {"y": 0}}, {"hover": "#h"},
    ]});
    let capture = take(&pool, site.page(body), &config).await;
    assert!(capture.log.contains("console log: sent hush é"), "{}", capture.log);
    assert!(capture.log.contains("console log: scrolled"), "{}", capture.log);
    assert_eq!(Pixels::of(&capture.png).at(5, 5), [1, 2, 3, 255]);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_are_waited_for() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<script>setTimeout(() => { window.ready = true; document.body.innerHTML = '<i>done</i>';
        console.log('ready') }, 1500)</script>";
    let config = json!({"waitFor": ["i", {"expression": "window.ready // at last"}, {"ms": 10}]});
    let capture = take(&pool, site.page(body), &config).await;
    assert!(capture.log.contains("console log: ready"), "{}", capture.log);
    pool.close().await;
}
