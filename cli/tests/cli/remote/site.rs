//! `depicted site-diff`, on sites of this machine.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::run;
use crate::fake::Fake;
use crate::folder::{Folder, Run};

/// What a site was asked: the path, and the authorization that came with it.
type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

/// A site: what it answers by path and query, and what it was asked.
struct Site {
    url: String,
    asked: Asked,
}

#[derive(Clone)]
struct Served {
    pages: Arc<HashMap<String, (u16, &'static str, String)>>,
    asked: Asked,
}

async fn serve(State(served): State<Served>, request: Request) -> Response {
    let path = request.uri().path_and_query().unwrap().as_str().to_owned();
    let sent = |name: header::HeaderName| {
        request.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    };
    served.asked.lock().unwrap().push((path.clone(), sent(header::AUTHORIZATION).or(sent(header::COOKIE))));
    let Some((status, kind, body)) = served.pages.get(&path).cloned() else {
        return (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html")], "<a href=/lost>")
            .into_response();
    };
    let status = StatusCode::from_u16(status).unwrap();
    if status.is_redirection() {
        return (status, [(header::LOCATION, body)]).into_response();
    }
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

impl Site {
    fn start(pages: impl IntoIterator<Item = (&'static str, u16, &'static str, String)>) -> Self {
        let pages =
            pages.into_iter().map(|(path, status, kind, body)| (path.to_owned(), (status, kind, body)));
        let asked = Arc::default();
        let served = Served { pages: Arc::new(pages.collect()), asked: Arc::clone(&asked) };
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, Router::new().fallback(serve).with_state(served)).await.unwrap();
            });
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|(path, _)| path.clone()).collect()
    }
}

fn html(links: &str) -> String {
    let links: Vec<String> =
        links.split_whitespace().map(|link| format!("<a href=\"{link}\">x</a>")).collect();
    format!("<!doctype html><title>x</title>{}", links.join("\n"))
}

/// A site with everything that a crawler stumbles over.
fn site() -> Site {
    Site::start([
        (
            "/",
            200,
            "text/html; charset=utf-8",
            html("/a #top b/ mailto:a@b tel:1 javascript:x http://other.invalid/ /file.pdf"),
        ),
        (
            "/a",
            200,
            "text/html",
            html("/a/deep /a?q=1 /gone /error /text /away /old") + "<script>x = '<a href=/script>'</script>",
        ),
        ("/a/deep", 200, "TEXT/HTML", html("/ ./even/deeper /blog/1")),
        ("/a/even/deeper", 200, "text/html", html("")),
        ("/b/", 200, "text/html", html("../a größe")),
        ("/b/gr%C3%B6%C3%9Fe", 200, "text/html", html("")),
        ("/blog/1", 200, "text/html", html("/blog/2")),
        ("/error", 500, "text/html", html("/behind")),
        ("/text", 200, "text/plain", html("/behind")),
        ("/away", 302, "", "http://127.0.0.1:9/".into()),
        ("/old", 301, "", "/new".into()),
        ("/new", 200, "text/html", html("")),
        ("/a?q=1", 200, "text/html", html("")),
        ("/robots.txt", 200, "text/plain", "User-agent: *\nDisallow: /b\n".into()),
    ])
}

fn runs(fake: &Fake) -> Vec<String> {
    fake.state().releases.last().unwrap().runs.keys().cloned().collect()
}

fn crawl(site: &Site, fake: &Fake, flags: &str) -> Run {
    run(&Folder::new(), fake, &format!("site-diff {}/ SERVER {flags}", site.url))
}

/// Checklist 129 and 131.
#[test]
fn pages_are_found_to_a_depth() {
    let (site, fake) = (site(), Fake::start());
    for (flags, expected) in [
        ("--crawl-depth 0", &["/"][..]),
        ("--crawl-depth 1", &["/", "/a", "/b/"]),
        ("--crawl-depth 2", &["/", "/a", "/a/deep", "/b/", "/b/gr%C3%B6%C3%9Fe", "/old"]),
        ("", &["/", "/a", "/a/deep", "/a/even/deeper", "/b/", "/b/gr%C3%B6%C3%9Fe", "/blog/1", "/old"]),
        ("--ignore-prefix /blog --ignore-prefix /a/deep", &["/", "/a", "/b/", "/b/gr%C3%B6%C3%9Fe", "/old"]),
        ("--robots obey --crawl-depth 1", &["/", "/a"]),
        ("--crawl-depth 1 --max-pages 2", &["/", "/a"]),
    ] {
        let told = crawl(&site, &fake, flags);
        assert_eq!(told.code(), 0, "{flags}: {told:?}");
        assert_eq!(runs(&fake), expected, "{flags}");
    }
    let asked = site.asked();
    for never in ["/lost", "/behind", "/script", "/file.pdf"] {
        assert!(!asked.iter().any(|path| path == never), "{never}");
    }
    let told = crawl(&site, &fake, "--max-pages 2");
    assert!(told.stderr().contains("2 pages") && told.stderr().contains("see --max-pages"), "{told:?}");
    let told = crawl(&site, &fake, "--verbose");
    for why in [
        "/error: answers with an error: status 500",
        "/text: is not HTML",
        "/gone: answers with an error: status 404",
    ] {
        assert!(told.stderr().contains(why), "{why}: {told:?}");
    }
    crawl(&site, &fake, "--crawl-depth 2 --include-errors --keep-query-string");
    let with_all = runs(&fake);
    for name in ["/error", "/gone", "/a?q=1", "/a"] {
        assert!(with_all.iter().any(|run| run == name), "{name}: {with_all:?}");
    }
}

/// Checklist 129 and 132: releases of two hosts are compared by the paths of their pages.
#[test]
fn a_second_site_is_compared_with_the_first() {
    let (old, new, fake) = (site(), site(), Fake::start());
    assert_eq!(crawl(&old, &fake, "--wait").code(), 0);
    fake.state().mark_good();
    fake.state().pages.insert("/a/deep".into(), "changed".into());
    let second = crawl(&new, &fake, "--wait");
    assert_eq!(second.code(), 1, "{second:?}");
    assert!(
        second.text().ends_with("/a/deep  Diff found        0.2500\n1 failure: 8 tested\n"),
        "{second:?}"
    );
    fake.state().mark_good();
    let third = crawl(&new, &fake, "--wait");
    assert_eq!(third.code(), 0, "{third:?}");
    assert!(third.text().ends_with("All passing: 8 tested\n"), "{third:?}");
    let state = fake.state();
    let fields = &state.releases[1].runs["/a"].fields;
    assert_eq!(fields["url"], format!("{}/a", new.url));
    let config: Value = serde_json::from_str(&fields["config"]).unwrap();
    assert_eq!(config["viewportSize"]["width"], 1280);
}

#[test]
fn logins_and_cookies_go_to_the_site() {
    let (site, fake, folder) = (site(), Fake::start(), Folder::new());
    folder.write("password", "hunter2");
    folder.write(
        "cookies.json",
        r#"[{"name": "session", "value": "abc"}, {"name": "x", "value": "y", "domain": "other.invalid"}]"#,
    );
    let line = |flags: &str| format!("site-diff {}/ SERVER --crawl-depth 0 {flags}", site.url);
    let told = run(&folder, &fake, &line("--http-username me --http-password-file password --verbose"));
    assert_eq!(told.code(), 0, "{told:?}");
    assert!(!told.stderr().contains("hunter2"));
    assert_eq!(run(&folder, &fake, &line("--cookies cookies.json")).code(), 0);
    let sent: Vec<Option<String>> = site.asked.lock().unwrap().iter().map(|(_, sent)| sent.clone()).collect();
    assert_eq!(sent, [Some("Basic bWU6aHVudGVyMg==".to_owned()), Some("session=abc".to_owned())]);
}

#[test]
fn a_start_that_is_no_page_is_trouble_and_nothing_is_sent() {
    let (site, fake) = (site(), Fake::start());
    let folder = Folder::new();
    for (start, flags, told) in [
        ("/nowhere", "", "cannot be the start: it answers with an error: status 404"),
        ("/text", "", "cannot be the start: it is not HTML"),
        ("/away", "", "cannot be the start: it cannot be reached"),
        ("/b/", "--robots obey", "robots.txt forbids"),
        ("/", "--crawl-depth -2", "crawl-depth -2 is out of range"),
        ("/", "--max-pages 0", "max-pages 0 is out of range"),
        ("/", "--ignore-prefix blog", "ignore-prefix \"blog\" is neither a path"),
    ] {
        let run = run(&folder, &fake, &format!("site-diff {}{start} SERVER {flags}", site.url));
        assert_eq!((run.code(), run.text()), (2, ""), "{start} {flags}");
        assert!(run.stderr().contains(told), "{start} {flags}: {run:?}");
    }
    assert!(fake.state().calls.is_empty());
}

/// Checklist 129 and 132: a site of 200 pages is found whole, each page once; the second run tells what differs from the
/// good one, and the third, of the same pages, that nothing does.
#[test]
fn two_hundred_pages() {
    let pages = (0..200_u32).map(|at| {
        let links: String = [at + 1, at * 2, at * 3].iter().map(|to| format!("/p{} ", to % 200)).collect();
        (&*format!("/p{at}").leak(), 200, "text/html", html(&links))
    });
    let site = Site::start(pages.chain([("/", 200, "text/html", html("/p0"))]));
    let fake = Fake::start();
    let told = crawl(&site, &fake, "--wait --jobs 8");
    assert_eq!(told.code(), 0, "{told:?}");
    assert_eq!((runs(&fake).len(), site.asked().len()), (201, 201));
    assert!(told.text().ends_with("Nothing to test: 0 tested, 201 baselines\n"), "{told:?}");
    fake.state().mark_good();
    let changed = ["/p7", "/p70", "/p199"];
    fake.state().pages.extend(changed.map(|path| (path.to_owned(), "changed".to_owned())));
    let second = crawl(&site, &fake, "--wait --jobs 8");
    assert_eq!(second.code(), 1, "{second:?}");
    assert!(second.text().ends_with("3 failures: 201 tested\n"), "{second:?}");
    for path in changed {
        assert!(second.text().contains(&format!("{path} ")), "{path}: {second:?}");
    }
    fake.state().mark_good();
    let third = crawl(&site, &fake, "--wait --jobs 8");
    assert_eq!(third.code(), 0, "{third:?}");
    assert!(third.text().ends_with("All passing: 201 tested\n"), "{third:?}");
}
