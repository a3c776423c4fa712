//! Home, a new build, and the list of its releases.

use axum::http::StatusCode;
use sea_orm::EntityTrait;

use super::Server;
use crate::store::entity::member;
use crate::web::link;

/// Checklist 58: everybody sees public builds; whoever is signed in their own; superusers all.
#[tokio::test]
async fn home_lists_what_somebody_has_to_do_with() {
    let server = Server::new().await;
    let (ada, eve) = (server.person("ada", false).await, server.person("eve", false).await);
    let root = server.person("root", true).await;
    server.build(&ada, "hers and private").await;
    crate::service::build::create(&server.app, &eve.actor, "open to all", true).await.unwrap();
    for (who, private, public) in
        [(None, false, true), (Some(&ada), true, false), (Some(&eve), false, true), (Some(&root), true, true)]
    {
        let text = server.get(who, "/").await.text;
        assert_eq!((text.contains("hers and private"), text.contains("open to all")), (private, public));
    }
}

/// Checklist 63.
#[tokio::test]
async fn a_build_has_a_name_and_belongs_to_who_made_it() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let long = "ü".repeat(201);
    for wrong in ["", "   ", &long] {
        let refused = server.post(Some(&ada), "/new", &[("name", wrong)]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.text.contains("1 to 200 characters"), "{}", refused.text);
    }
    let name = "ü".repeat(200);
    let made = server.post(Some(&ada), "/new", &[("name", &name)]).await;
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/build?id=1"));
    assert!(server.get(Some(&ada), &made.location).await.text.contains(&name));
    let members = member::Entity::find().all(server.app.store.db()).await.unwrap();
    assert_eq!((members.len(), members[0].role.as_str()), (1, "admin"));
    let log = server.get(Some(&ada), &link::managing("/activity", 1)).await.text;
    assert!(log.contains("made the build") && log.contains(&name));
    assert_eq!(server.get(None, "/new").await.location, link::sign_in("/new"));
}

/// Checklist 64.
#[tokio::test]
async fn releases_are_grouped_by_name_and_come_a_page_at_a_time() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    for _ in 0..8 {
        server.release(&build, "old").await;
    }
    for _ in 0..53 {
        server.release(&build, "new").await;
    }
    let page = async |query: &str| {
        let text = server.get(Some(&ada), &format!("/build?id={}{query}", build.id)).await.text;
        let numbers = text.split("</span>#").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
        (numbers.collect::<Vec<_>>(), text)
    };
    let down = |from: i64, to: i64| (to..=from).rev().map(|number| number.to_string()).collect::<Vec<_>>();
    let (numbers, text) = page("").await;
    assert_eq!(numbers, down(53, 44), "ten, the newest first");
    assert!(text.contains("page_size=10&#38;offset=10") && !text.contains("rel=\"prev\""), "{text}");
    let (numbers, text) = page("&page_size=20&offset=40").await;
    assert_eq!(numbers, [down(13, 1), down(8, 2)].concat(), "two names on a page");
    assert!(text.find("<h2>new</h2>").unwrap() < text.find("<h2>old</h2>").unwrap());
    assert!(text.contains("page_size=20&#38;offset=20") && text.contains("page_size=20&#38;offset=60"));
    assert_eq!(page("&page_size=5000").await.0.len(), 50);
    let (numbers, text) = page("&page_size=50&offset=50").await;
    assert_eq!((numbers.len(), text.contains("rel=\"next\"")), (11, false));
    let (numbers, text) = page("&offset=99999").await;
    assert!(numbers.is_empty() && text.contains("Newer"), "there is a way back");
}
