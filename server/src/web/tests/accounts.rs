//! Accounts that superusers add, invitations behind links, and webhooks, by their forms.

use axum::http::{Request, StatusCode};
use sea_orm::EntityTrait;
use serde_json::json;

use super::Server;
use crate::service::ticket::{self, Kind};
use crate::store::entity::{invitation, member, outbox, user, webhook};

const WORDS: &str = "correct horse battery";

#[tokio::test]
async fn an_account_is_added_chooses_a_password_and_is_closed() {
    let server = Server::new().await;
    let root = server.person("root", true).await;
    let fields = [("name", "Ada"), ("email", "ada@example.org")];
    let page = server.post(Some(&root), "/people", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    let token = page.text.split("/password?token=").nth(1).expect("a link").split('<').next().unwrap();
    let path = format!("/password?token={token}");
    assert!(!server.get(Some(&root), "/people").await.text.contains(token), "it is shown once");
    assert_eq!(server.post(Some(&root), "/people", &fields).await.status, StatusCode::CONFLICT);
    assert_eq!(server.post(Some(&root), "/people", &[("name", "a b")]).await.status, StatusCode::BAD_REQUEST);

    assert!(server.get(None, &path).await.text.contains("value=\"Ada\""));
    let choose =
        async |words: &str| server.post(None, "/password", &[("token", token), ("password", words)]).await;
    assert_eq!(choose("short").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(choose(WORDS).await.status, StatusCode::SEE_OTHER);
    assert_eq!(choose(WORDS).await.status, StatusCode::NOT_FOUND, "the link works once");
    assert_eq!(server.get(None, &path).await.status, StatusCode::NOT_FOUND);
    let sign_in = async || server.post(None, "/login", &[("user", "ADA"), ("password", WORDS)]).await.status;
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);

    let ada = user::Entity::find_by_id(2).one(server.app.store.db()).await.unwrap().unwrap();
    assert_eq!((ada.subject.as_str(), ada.email_verified), ("local:ada", true));
    let id = ada.id.to_string();
    let change = async |id: &str, action| {
        server.post(Some(&root), "/people.change", &[("id", id), ("action", action)]).await.status
    };
    assert_eq!(change(&id, "close").await, StatusCode::SEE_OTHER);
    assert_eq!(sign_in().await, StatusCode::FORBIDDEN);
    assert_eq!(change(&id, "link").await, StatusCode::BAD_REQUEST, "a closed account gets no link");
    assert_eq!(change(&id, "open").await, StatusCode::SEE_OTHER);
    assert_eq!(change(&id, "give_rights").await, StatusCode::SEE_OTHER);
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(change("1", "close").await, StatusCode::BAD_REQUEST, "nobody closes their own");
    assert_eq!(change(&id, "explode").await, StatusCode::BAD_REQUEST);
    // Of two links the newer one works.
    let link = async || {
        let page = server.post(Some(&root), "/people.change", &[("id", &id), ("action", "link")]).await.text;
        page.split("/password?token=").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let (old, new) = (link().await, link().await);
    assert_eq!(server.get(None, &format!("/password?token={old}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get(None, &format!("/password?token={new}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_to_join_is_good_for_whoever_has_it_and_once() {
    let server = Server::new().await;
    let (owner, bob) = (server.person("owner", false).await, server.person("bob", false).await);
    let build = server.build(&owner, "private pages").await;
    let path = format!("/admins?build_id={}", build.id);
    let mut tokens = Vec::new();
    for (number, email) in ["new@example.org", "other@example.org", "taken@example.org"].iter().enumerate() {
        server.post(Some(&owner), &path, &[("email", email), ("role", "reviewer")]).await;
        let payload = json!({ "invitation": number as i64 + 1 });
        let (db, now) = (server.app.store.db(), server.app.now());
        tokens.push(ticket::issue(db, now, Kind::Invitation, None, payload).await.unwrap());
    }
    assert!(
        outbox::Entity::find().all(server.app.store.db()).await.unwrap().is_empty(),
        "no server, no mail"
    );
    let page = server.get(None, &format!("/join?token={}", tokens[0])).await;
    assert!(page.text.contains("private pages") && page.text.contains("new@example.org"));
    let form = [("token", &*tokens[0]), ("name", "newcomer"), ("password", WORDS)];
    assert_eq!(server.post(None, "/join/new", &form).await.location, format!("/build?id={}", build.id));
    assert_eq!(server.post(None, "/join/new", &form).await.status, StatusCode::NOT_FOUND);
    // Somebody with another address, who has the mail of this one.
    let joined = server.post(Some(&bob), "/join", &[("token", &tokens[1])]).await;
    assert_eq!(joined.location, format!("/build?id={}", build.id));
    let unsigned = Request::post("/join");
    let body = format!("token={}", tokens[2]);
    assert_eq!(server.send(Some(&bob), unsigned, body).await.status, StatusCode::FORBIDDEN);
    server.post(Some(&owner), &format!("/admins.revoke?build_id={}", build.id), &[("invitation", "3")]).await;
    assert_eq!(server.get(None, &format!("/join?token={}", tokens[2])).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get(None, "/join").await.status, StatusCode::NOT_FOUND);

    let db = server.app.store.db();
    let members = member::Entity::find().all(db).await.unwrap();
    assert_eq!(members.iter().filter(|row| row.role == "reviewer").count(), 2);
    assert!(invitation::Entity::find().all(db).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_webhook_is_added_tried_and_removed() {
    let server = Server::new().await;
    let (ada, eve) = (server.person("ada", false).await, server.person("eve", false).await);
    let (hers, other) = (server.build(&ada, "hers").await, server.build(&eve, "other").await);
    let path = format!("/hooks?build_id={}", hers.id);
    let (url, all) = ("https://hooks.example.org/secret-path", ("event", "release.good"));
    let page = server.post(Some(&ada), &path, &[("url", url), all]).await;
    let row = webhook::Entity::find().one(server.app.store.db()).await.unwrap().unwrap();
    assert!(page.text.contains(&row.secret) && row.events == "release.good");
    assert!(!server.get(Some(&ada), &path).await.text.contains(&row.secret), "it is shown once");
    for wrong in ["http://127.0.0.1/", "ftp://example.org/", "", "https://a:b@example.org/"] {
        assert_eq!(
            server.post(Some(&ada), &path, &[("url", wrong)]).await.status,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    let id = row.id.to_string();
    let change = async |who, build: i64, action: &str| {
        let path = format!("/hooks.change?build_id={build}");
        server.post(Some(who), &path, &[("id", &id), ("action", action)]).await.status
    };
    assert_eq!(change(&ada, hers.id, "try").await, StatusCode::SEE_OTHER);
    assert!(server.get(Some(&ada), &path).await.text.contains("ping"));
    assert_eq!(change(&eve, other.id, "try").await, StatusCode::NOT_FOUND);
    assert_eq!(change(&eve, other.id, "remove").await, StatusCode::NOT_FOUND);
    assert_eq!(change(&ada, hers.id, "dance").await, StatusCode::BAD_REQUEST);
    assert_eq!(change(&ada, hers.id, "remove").await, StatusCode::SEE_OTHER);
    let activity = server.get(Some(&ada), &format!("/activity?build_id={}", hers.id)).await.text;
    assert!(activity.contains("hooks.example.org") && !activity.contains("secret-path"));
}

#[tokio::test]
async fn without_a_provider_there_is_no_other_sign_in() {
    let server = Server::new().await;
    assert_eq!(server.get(None, "/login/oidc").await.status, StatusCode::NOT_FOUND);
    assert!(!server.get(None, "/login").await.text.contains("single sign-on"));
    let back = server.get(None, "/login/oidc/return?code=x&state=y").await;
    assert_eq!(back.status, StatusCode::FORBIDDEN);
    assert!(back.text.contains("begun elsewhere") && back.text.contains("role=\"alert\""));
}
