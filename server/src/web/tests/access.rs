//! Who may see what: every route, asked by people who have no business there.

use axum::http::{Request, StatusCode};

use super::{Person, Server};
use crate::web::link;

/// Every route below a build, as `{}` stands for its number; forms are marked.
const IN_BUILD: &[(&str, bool)] = &[
    ("/build?id={}", false),
    ("/release?id={}&name=r&number=1", false),
    ("/release?id={}&name=r&number=1", true),
    ("/release/changes?id={}&name=r&number=1", false),
    ("/release/changes?id={}&name=r&number=1", true),
    ("/release/events?id={}&name=r&number=1", false),
    ("/release/select?id={}&name=r&number=1", true),
    ("/run?id={}&name=r&number=1&test=t", false),
    ("/run?id={}&name=r&number=1&test=t", true),
    ("/run/report?id={}&name=r&number=1&test=t", false),
    ("/image?id={}&name=r&number=1&test=t&type=after", false),
    ("/log?id={}&name=r&number=1&test=t&type=after", false),
    ("/config?id={}&name=r&number=1&test=t&type=after", false),
    ("/picture/{}/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ("/settings?build_id={}", false),
    ("/settings?build_id={}", true),
    ("/admins?build_id={}", false),
    ("/admins?build_id={}", true),
    ("/admins.change?build_id={}", true),
    ("/admins.revoke?build_id={}", true),
    ("/api_keys?build_id={}", false),
    ("/api_keys?build_id={}", true),
    ("/api_keys.revoke?build_id={}", true),
    ("/activity?build_id={}", false),
    ("/hooks?build_id={}", false),
    ("/hooks?build_id={}", true),
    ("/hooks.change?build_id={}", true),
    ("/people", false),
    ("/people", true),
    ("/people.change", true),
    ("/api/work_queue", false),
    ("/api/work_queue/q", false),
    ("/api/work_queue/q", true),
];

/// Routes that are about nobody's build.
const APART: &[&str] = &[
    "/",
    "/login",
    "/logout",
    "/whoami",
    "/account",
    "/account/password",
    "/account/sessions/end",
    "/new",
    "/password",
    "/join",
    "/join/new",
    "/login/oidc",
    "/login/oidc/return",
    "/static/{version}/{*name}",
];

async fn fields(server: &Server, who: Option<&Person>, path: &str) -> StatusCode {
    let all = [
        ("good", "1"),
        ("approve", "1"),
        ("run", "1"),
        ("hash", "h"),
        ("name", "taken over"),
        ("email", "e@e.org"),
    ];
    let more = [
        ("role", "admin"),
        ("user", "1"),
        ("purpose", "p"),
        ("id", "k"),
        ("action", "delete"),
        ("task_id", "t"),
    ];
    server.post(who, path, &[all, more].concat()).await.status
}

/// Checklist 59, 61, 85. A route that is not in the tables above fails the test.
#[tokio::test]
async fn strangers_get_into_no_build_by_any_route() {
    for line in include_str!("../mod.rs").lines().filter_map(|line| line.split_once(".route(\"")) {
        let route = line.1.split('"').next().unwrap();
        let path = route.split('{').next().unwrap();
        let known = IN_BUILD.iter().any(|(known, _)| known.starts_with(path)) || APART.contains(&route);
        assert!(known, "{route} is in no table of this test");
    }
    let server = Server::new().await;
    let (owner, stranger) = (server.person("owner", false).await, server.person("stranger", false).await);
    let build = server.build(&owner, "private").await;
    let release = server.release(&build, "r").await;
    server.run(&release, "t").await;
    for (path, is_form) in IN_BUILD {
        let path = path.replace("{}", &build.id.to_string());
        if *is_form {
            assert_eq!(fields(&server, Some(&stranger), &path).await, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(fields(&server, None, &path).await, StatusCode::FORBIDDEN, "{path}");
        } else {
            let answer = server.get(Some(&stranger), &path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert!(!answer.text.contains("private"), "{path} tells the name of the build");
            let answer = server.get(None, &path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(answer.location, link::sign_in(&path));
        }
    }
    let page = format!("/build?id={}", build.id);
    assert_eq!(server.get(Some(&owner), &page).await.status, StatusCode::OK);
    let root = server.person("root", true).await;
    assert_eq!(server.get(Some(&root), &page).await.status, StatusCode::OK);
}

/// Checklist 60, 61.
#[tokio::test]
async fn a_public_build_is_read_by_all_and_changed_by_its_members() {
    let server = Server::new().await;
    let owner = server.person("owner", false).await;
    let build = crate::service::build::create(&server.app, &owner.actor, "open", true).await.unwrap();
    let release = server.release(&build, "r").await;
    server.run(&release, "t").await;
    assert!(server.get(None, "/").await.text.contains("open"));
    for (path, is_form) in IN_BUILD {
        let path = path.replace("{}", &build.id.to_string());
        let managing = ["/settings", "/admins", "/api_keys", "/hooks", "/activity"]
            .iter()
            .any(|page| path.starts_with(page));
        if *is_form {
            assert_eq!(fields(&server, None, &path).await, StatusCode::FORBIDDEN, "{path}");
        } else if managing {
            assert_eq!(server.get(None, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        } else if path.starts_with("/build") || path.starts_with("/release") || path.starts_with("/run?") {
            assert_eq!(server.get(None, &path).await.status, StatusCode::OK, "{path}");
        }
    }
}

/// Checklist 62.
#[tokio::test]
async fn a_run_is_not_reached_through_another_build() {
    let server = Server::new().await;
    let (ada, eve) = (server.person("ada", false).await, server.person("eve", false).await);
    let (hers, other) = (server.build(&ada, "hers").await, server.build(&eve, "other").await);
    let release = server.release(&hers, "r").await;
    let run = server.run(&release, "t").await;
    let elsewhere = server.release(&other, "r").await;
    let through = link::run(&elsewhere, "t");
    assert_eq!(server.get(Some(&eve), &through).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.post(Some(&eve), &through, &[("approve", "1")]).await.status, StatusCode::NOT_FOUND);
    let select = link::of_release("/release/select", &elsewhere, &[]);
    let id = run.id.to_string();
    assert_eq!(server.post(Some(&eve), &select, &[("run", &id)]).await.status, StatusCode::NOT_FOUND);
}

/// Checklist 70.
#[tokio::test]
async fn no_form_is_taken_without_the_token_of_its_session() {
    let server = Server::new().await;
    let root = server.person("root", true).await;
    let build = server.build(&root, "b").await;
    server.release(&build, "r").await;
    let apart = ["/logout", "/new", "/account/password", "/account/sessions/end"].map(|path| (path, true));
    for (path, _) in IN_BUILD.iter().chain(&apart).filter(|(_, is_form)| *is_form) {
        let path = path.replace("{}", &build.id.to_string());
        for body in ["name=x&good=1", "csrf=&name=x", "csrf=AAAAAAAAAAAAAAAAAAAAAAAAAAA&name=x"] {
            let answer = server.send(Some(&root), Request::post(&path), body.into()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {body}");
        }
        // With the token, but from another site.
        let request = Request::post(&path).header("origin", "https://evil.example");
        let body = format!("csrf={}", root.csrf);
        assert_eq!(server.send(Some(&root), request, body).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn every_page_forbids_what_is_inline() {
    let server = Server::new().await;
    let root = server.person("root", true).await;
    let build = server.build(&root, "<script>alert(1)</script>").await;
    for path in ["/", "/login", "/new", "/account", "/nowhere", &link::build(build.id)] {
        let answer = server.get(Some(&root), path).await;
        assert!(answer.policy.contains("script-src 'self'"), "{path}");
        assert!(!answer.policy.contains("unsafe"), "{path}");
        for inline in ["<script>", " style=", " onclick=", "javascript:"] {
            assert!(!answer.text.contains(inline), "{path} has {inline}");
        }
    }
}

/// Checklist 88.
#[tokio::test]
async fn signing_in_leads_to_this_server_only() {
    let server = Server::new().await;
    let person = server.person("ada", false).await;
    for (next, to) in
        [("/new", "/new"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/")]
    {
        let answer = server.get(Some(&person), &link::sign_in(next)).await;
        assert_eq!(answer.location, to);
    }
}
