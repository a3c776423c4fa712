//! What is in the picture: its size, its parts, what stands still and what is painted over.

use serde_json::json;

use super::site::Site;
use super::{Pixels, pool, take};

/// Checklist 112.
#[tokio::test(flavor = "multi_thread")]
async fn the_whole_page_is_taken_or_the_part_that_is_asked_for() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<div style='height:1500px;background:#f00'></div><div style='height:500px;background:#00f' id=b></div>";
    let size = json!({"width": 400, "height": 300});
    let capture = take(&pool, site.page(body), &json!({"viewportSize": size})).await;
    assert_eq!((capture.width, capture.height), (400, 2000));
    let capture = take(&pool, site.page(body), &json!({"viewportSize": size, "fullPage": false})).await;
    assert_eq!((capture.width, capture.height), (400, 300));
    let clip = json!({"left": 10, "top": 1490, "width": 100, "height": 20});
    let capture = take(&pool, site.page(body), &json!({"viewportSize": size, "clipRect": clip})).await;
    assert_eq!((capture.width, capture.height), (100, 20));
    let pixels = Pixels::of(&capture.png);
    assert_eq!((pixels.at(50, 9), pixels.at(50, 10)), ([255, 0, 0, 255], [0, 0, 255, 255]));
    let capture = take(&pool, site.page(body), &json!({"viewportSize": size, "selector": "#b"})).await;
    assert_eq!((capture.width, capture.height), (400, 500));
    assert_eq!(Pixels::of(&capture.png).at(0, 0), [0, 0, 255, 255]);
    let capture = take(&pool, site.page(body), &json!({"viewportSize": size, "maxHeight": 700})).await;
    assert_eq!(capture.height, 700);
    pool.close().await;
}

/// Checklist 114.
#[tokio::test(flavor = "multi_thread")]
async fn the_background_is_opaque_unless_asked_otherwise() {
    let (site, pool) = (Site::start().await, pool().await);
    let capture = take(&pool, site.page("x"), &json!({})).await;
    assert_eq!(Pixels::of(&capture.png).at(500, 500), [255; 4]);
    let capture = take(&pool, site.page("x"), &json!({"background": "transparent"})).await;
    assert_eq!(Pixels::of(&capture.png).at(500, 500)[3], 0);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tall_page_is_put_together_and_its_sticky_header_is_there_once() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<script>for (let y = 0; y < 30000; y += 100) {
        const d = document.createElement('div');
        d.style = `height:100px;background:rgb(${(y / 100) >> 8},${(y / 100) & 255},0)`;
        document.body.append(d) }</script>";
    let capture = take(&pool, site.page(body), &json!({"viewportSize": {"width": 200, "height": 300}})).await;
    assert_eq!((capture.width, capture.height), (200, 30_000));
    let pixels = Pixels::of(&capture.png);
    for block in 0..300_usize {
        let colour = [(block >> 8) as u8, block as u8, 0, 255];
        assert_eq!(
            (pixels.at(9, block * 100), pixels.at(9, block * 100 + 99)),
            (colour, colour),
            "block {block}"
        );
    }

    let body = "<header style='position:sticky;top:0;height:50px;background:#f00'></header>
        <div style='height:9950px;background:#00f'></div>";
    let capture = take(&pool, site.page(body), &json!({})).await;
    let pixels = Pixels::of(&capture.png);
    assert_eq!(pixels.at(5, 49), [255, 0, 0, 255]);
    assert!((50..10_000).all(|y| pixels.at(5, y) == [0, 0, 255, 255]), "the header is there once");
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_as_tall_as_the_window_stays_so() {
    let (site, pool) = (Site::start().await, pool().await);
    let capture = take(&pool, site.url("viewport-units.html"), &json!({})).await;
    assert_eq!(capture.height, 800 + 1400);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn masked_elements_are_painted_over_and_reported() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<div class=m style='position:absolute;left:10px;top:20px;width:30px;height:40px;background:#0f0'></div>";
    let config = json!({"mask": [".m", ".absent"], "deviceScaleFactor": 2});
    let capture = take(&pool, site.page(body), &config).await;
    assert_eq!(capture.ignore, [depicted::Rect::new(20, 40, 60, 80)]);
    assert_eq!((capture.width, capture.height), (2560, 1600));
    let pixels = Pixels::of(&capture.png);
    assert_eq!(pixels.at(20, 40), [255, 0, 255, 255]);
    assert_eq!(pixels.at(79, 119), [255, 0, 255, 255]);
    assert_eq!(pixels.at(80, 119), [255; 4]);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_is_stilled_where_it_ends_or_began() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<style>
        @keyframes in { from { background: #f00 } to { background: #0f0 } }
        @keyframes on { 50% { background: #f00 } }
        div { height: 50px }
        #a { animation: in 60s forwards } #b { background: #00f; animation: on 300ms infinite }
        #c { background: #f00; transition: background 60s } #c.x { background: #0ff }</style>
        <div id=a></div><div id=b></div><div id=c></div><img src='/blink.gif' width=50 height=50>
        <script>setTimeout(() => document.getElementById('c').className = 'x', 100)</script>";
    let capture = take(&pool, site.page(body), &json!({})).await;
    let pixels = Pixels::of(&capture.png);
    assert_eq!(pixels.at(5, 25), [0, 255, 0, 255], "an animation that ends is at its end");
    assert_eq!(pixels.at(5, 75), [0, 0, 255, 255], "one without end has not begun");
    assert_eq!(pixels.at(5, 125), [0, 255, 255, 255], "a transition is done");
    assert_eq!(pixels.at(5, 175), [255, 0, 0, 255], "a GIF shows its first picture");
    assert!(capture.stable.equal && !capture.stable.held, "{}", capture.log);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_that_never_rest_are_held() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<p id=p></p><script>let n = 0; setInterval(() => { document.getElementById('p').textContent = ++n }, 20)</script>";
    let capture = take(&pool, site.page(body), &json!({})).await;
    assert!(capture.stable.equal && capture.stable.held, "{}", capture.log);
    assert!(capture.log.contains("the document still changes"), "{}", capture.log);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn preferences_clock_and_chance_are_as_configured() {
    let (site, pool) = (Site::start().await, pool().await);
    let body = "<script>console.log(JSON.stringify([matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(prefers-reduced-motion: reduce)').matches, Intl.DateTimeFormat().resolvedOptions().timeZone,
        navigator.language, Date.now(), new Date().getFullYear(), Math.random() === Math.random()]),
        Math.random(), localStorage.getItem('k'))</script>";
    let config = json!({"colorScheme": "dark", "reducedMotion": "no-preference", "timezone": "Asia/Tokyo",
        "locale": "ja-JP", "freezeTime": "2001-02-03T04:05:06Z", "seed": 3,
        "storageState": {"origins": [{"origin": site.url("").trim_end_matches('/'), "localStorage": [{"name": "k", "value": "kept"}]}]}});
    let one = take(&pool, site.page(body), &config).await;
    let line = |log: &str| log.lines().find_map(|l| l.split_once("console log: ").map(|(_, l)| l.to_owned()));
    let words = line(&one.log).unwrap();
    assert!(words.starts_with("[true,false,\"Asia/Tokyo\",\"ja-JP\",981173106000,2001,false]"), "{words}");
    assert!(words.ends_with(" kept"), "{words}");
    let two = take(&pool, site.page(body), &config).await;
    assert_eq!(line(&two.log).unwrap(), words);
    pool.close().await;
}
