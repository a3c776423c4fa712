//! What administrators of a build do: settings, keys, members, and the log of it.

use axum::http::StatusCode;
use sea_orm::EntityTrait;

use super::{Person, Server};
use crate::store::entity::{build, invitation, member, user};
use crate::web::link;

/// What the log says, without tags.
async fn activity(server: &Server, who: &Person, build: i64) -> String {
    plain(&server.get(Some(who), &link::managing("/activity", build)).await.text)
}

fn plain(html: &str) -> String {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Checklist 77.
#[tokio::test]
async fn settings_are_checked_kept_and_logged() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let path = link::managing("/settings", build.id);
    let fields = [
        ("name", "front pages"),
        ("public", "1"),
        ("email_alias", " Team@Example.org"),
        ("retention_days", "90"),
        ("options", r#"{"metric": "exact"}"#),
    ];
    assert_eq!(server.post(Some(&ada), &path, &fields).await.status, StatusCode::SEE_OTHER);
    let kept =
        async || build::Entity::find_by_id(build.id).one(server.app.store.db()).await.unwrap().unwrap();
    let row = kept().await;
    assert_eq!((row.name.as_str(), row.public, row.send_email), ("front pages", true, false));
    assert_eq!((row.email_alias.as_deref(), row.retention_days), (Some("team@example.org"), Some(90)));
    let page = server.get(Some(&ada), &path).await.text;
    assert!(page.contains("value=\"front pages\"") && page.contains("value=\"team@example.org\""));
    let said =
        "name=front pages, public=true, send_email=false, email_alias=team@example.org, retention_days=90";
    assert!(activity(&server, &ada, build.id).await.contains(said));

    let long = "x".repeat(201);
    for (name, value) in [
        ("name", ""),
        ("name", &long),
        ("email_alias", "nobody"),
        ("retention_days", "0"),
        ("retention_days", "36501"),
        ("retention_days", "soon"),
        ("options", "{"),
        ("options", r#"{"metric": "magic"}"#),
    ] {
        let wrong = fields.map(|field| if field.0 == name { (name, value) } else { field });
        let refused = server.post(Some(&ada), &path, &wrong).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name} {value}");
        assert_eq!(kept().await, row, "{name} {value}");
    }
}

/// Checklist 78.
#[tokio::test]
async fn a_build_that_turns_private_is_closed_at_once() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = crate::service::build::create(&server.app, &ada.actor, "b", true).await.unwrap();
    let (page, settings) = (link::build(build.id), link::managing("/settings", build.id));
    assert_eq!(server.get(None, &page).await.status, StatusCode::OK);
    server.post(Some(&ada), &settings, &[("name", "b")]).await;
    assert_eq!(server.get(None, &page).await.location, link::sign_in(&page));
    assert!(!server.get(None, "/").await.text.contains(&page));
}

/// Checklist 79, 80.
#[tokio::test]
async fn a_key_is_made_shown_once_and_revoked_by_its_own_build() {
    let server = Server::new().await;
    let (ada, eve) = (server.person("ada", false).await, server.person("eve", false).await);
    let (hers, other) = (server.build(&ada, "hers").await, server.build(&eve, "other").await);
    let path = link::managing("/api_keys", hers.id);
    let made = server.post(Some(&ada), &path, &[("purpose", "nightly <tests>")]).await;
    assert_eq!(made.status, StatusCode::OK);
    let mut shown = made.text.split("<dd><code>").skip(1).map(|rest| rest.split('<').next().unwrap());
    let (id, secret) = (shown.next().unwrap().to_owned(), shown.next().unwrap().to_owned());
    assert_eq!(made.headers["cache-control"], "no-store");
    let list = server.get(Some(&ada), &path).await.text;
    assert!(list.contains(&id) && list.contains("nightly &#60;tests&#62;") && !list.contains(&secret));
    for purpose in ["", &"x".repeat(201)] {
        let refused = server.post(Some(&ada), &path, &[("purpose", purpose)]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    }
    let revoke = async |who, build| {
        let path = link::managing("/api_keys.revoke", build);
        server.post(Some(who), &path, &[("id", &id)]).await.status
    };
    assert_eq!(revoke(&eve, other.id).await, StatusCode::FORBIDDEN);
    assert!(!server.get(Some(&ada), &path).await.text.contains("Revoked"));
    assert_eq!(revoke(&ada, hers.id).await, StatusCode::SEE_OTHER);
    assert!(server.get(Some(&ada), &path).await.text.contains("Revoked"));
    let log = activity(&server, &ada, hers.id).await;
    assert!(
        log.contains(&format!("made the API key {id}")) && log.contains(&format!("revoked the API key {id}"))
    );
    assert!(!log.contains(&secret));
}

/// Checklist 81, 82.
#[tokio::test]
async fn an_address_is_invited_and_claims_it_by_signing_in() {
    let server = Server::new().await;
    let (ada, bob) = (server.person("ada", false).await, server.person("bob", false).await);
    let build = server.build(&ada, "b").await;
    let path = link::managing("/admins", build.id);
    for wrong in ["", "bob", "bob@localhost", "a@b.c, d@e.f"] {
        let refused = server.post(Some(&ada), &path, &[("email", wrong), ("role", "viewer")]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    for (email, role) in
        [("Bob@Example.org", "viewer"), ("bob@example.org", "viewer"), ("bob@example.org", "reviewer")]
    {
        let asked = server.post(Some(&ada), &path, &[("email", email), ("role", role)]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
    }
    let waiting = async || invitation::Entity::find().all(server.app.store.db()).await.unwrap();
    assert_eq!(waiting().await.len(), 1, "to invite again changes the role");
    assert_eq!(server.get(Some(&bob), &link::build(build.id)).await.status, StatusCode::OK);
    assert!(waiting().await.is_empty());
    let members = member::Entity::find().all(server.app.store.db()).await.unwrap();
    let of_bob: Vec<_> = members.iter().filter(|row| row.user_id == 2).map(|row| row.role.as_str()).collect();
    assert_eq!(of_bob, ["reviewer"]);
    let log = activity(&server, &ada, build.id).await;
    assert!(log.contains("invited bob@example.org as reviewer"), "{log}");
    assert!(log.contains("accepted the invitation of bob@example.org"), "{log}");
}

/// Checklist 81: an address that is not proved claims nothing.
#[tokio::test]
async fn an_address_that_is_not_proved_gets_into_no_build() {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};

    let server = Server::new().await;
    let (ada, bob) = (server.person("ada", false).await, server.person("bob", false).await);
    let build = server.build(&ada, "b").await;
    let path = link::managing("/admins", build.id);
    server.post(Some(&ada), &path, &[("email", "bob@example.org"), ("role", "viewer")]).await;
    let unproved = user::ActiveModel { id: Set(2), email_verified: Set(false), ..Default::default() };
    unproved.update(server.app.store.db()).await.unwrap();
    assert_eq!(server.get(Some(&bob), &link::build(build.id)).await.status, StatusCode::FORBIDDEN);
}

/// Checklist 83.
#[tokio::test]
async fn an_administrator_removes_others_and_never_themself() {
    let server = Server::new().await;
    let (ada, bob) = (server.person("ada", false).await, server.person("bob", false).await);
    let build = server.build(&ada, "b").await;
    let invite = link::managing("/admins", build.id);
    for email in ["bob@example.org", "cyd@example.org"] {
        server.post(Some(&ada), &invite, &[("email", email), ("role", "admin")]).await;
    }
    server.get(Some(&bob), "/").await;
    let revoke = async |field: &str, id: &str| {
        server.post(Some(&ada), &link::managing("/admins.revoke", build.id), &[(field, id)]).await
    };
    let own = revoke("user", "1").await;
    assert_eq!(own.status, StatusCode::BAD_REQUEST);
    assert!(own.text.contains("another administrator can"), "{}", own.text);
    assert_eq!(revoke("user", "99").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(revoke("user", "2").await.status, StatusCode::SEE_OTHER);
    assert_eq!(server.get(Some(&bob), &link::build(build.id)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(revoke("invitation", "2").await.status, StatusCode::SEE_OTHER);
    assert_eq!(revoke("invitation", "2").await.status, StatusCode::NOT_FOUND);
    assert!(invitation::Entity::find().all(server.app.store.db()).await.unwrap().is_empty());
    let log = activity(&server, &ada, build.id).await;
    assert!(log.contains("removed bob") && log.contains("removed cyd@example.org"), "{log}");
}

/// Checklist 84.
#[tokio::test]
async fn the_log_has_everything_newest_first_and_a_page_at_a_time() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    server.run(&release, "t").await;
    for (path, field) in [
        (link::run(&release, "t"), "approve"),
        (link::run(&release, "t"), "disapprove"),
        (link::release(&release), "good"),
        (link::release(&release), "reviewing"),
        (link::release(&release), "bad"),
    ] {
        let done = server.post(Some(&ada), &path, &[(field, "1"), ("reason", "a reason")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{field}: {}", done.text);
    }
    for number in 0..60 {
        let name = format!("name {number}");
        server.post(Some(&ada), &link::managing("/settings", build.id), &[("name", &name)]).await;
    }
    let page = async |path: &str| server.get(Some(&ada), path).await.text;
    let newest = page(&link::managing("/activity", build.id)).await;
    let older = newest.split("rel=\"next\" href=\"").nth(1).expect("more").split('"').next().unwrap();
    let oldest = page(&older.replace("&#38;", "&")).await;
    assert!(oldest.contains(">t in r #1</a>") && !oldest.contains("rel=\"next\""));
    let all = format!("{} {}", plain(&newest), plain(&oldest));
    let order = [
        "ada changed settings: name=name 59",
        "ada changed settings: name=name 58",
        "ada changed settings: name=name 0",
        "ada marked bad r #1 a reason",
        "ada reopened r #1 a reason",
        "ada marked good r #1 a reason",
        "ada took back t in r #1 a reason",
        "ada approved t in r #1 a reason",
        "the server began r #1",
        "ada made the build b",
    ];
    let at = order.map(|words| all.find(words).unwrap_or_else(|| panic!("{words}: {all}")));
    assert!(at.is_sorted(), "{at:?}");
}
