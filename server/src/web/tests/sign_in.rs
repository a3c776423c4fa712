//! To sign in, and to be signed out: guesses, sessions.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{Answer, Server};
use crate::auth::password;
use crate::store::entity::{session, user};

const WORDS: &str = "correct horse battery";

/// Ada, who has a password.
async fn with_password(server: &Server) {
    server.person("ada", false).await;
    let hash = password::hash(WORDS).unwrap();
    let row = user::ActiveModel { id: Set(1), password_hash: Set(Some(hash)), ..Default::default() };
    row.update(server.app.store.db()).await.unwrap();
    session::Entity::delete_many().exec(server.app.store.db()).await.unwrap();
}

/// Signs in from an address, as a proxy on this machine tells it.
async fn sign_in(server: &Server, user: &str, words: &str, from: &str) -> Answer {
    let request = Request::post("/login")
        .header("x-forwarded-for", from)
        .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
    let fields = serde_urlencoded::to_string([("user", user), ("password", words)]).unwrap();
    server.send(None, request, fields).await
}

#[tokio::test]
async fn whoever_guesses_passwords_has_to_wait() {
    let server = Server::with(&[]).await;
    with_password(&server).await;
    for _ in 0..6 {
        assert_eq!(sign_in(&server, "ada", "wrong", "192.0.2.1").await.status, StatusCode::FORBIDDEN);
    }
    let waits = sign_in(&server, "ada", WORDS, "192.0.2.2").await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "the account waits, wherever it is tried from");
    assert_eq!(waits.headers["retry-after"], "2");
    assert!(waits.text.contains("Try again in 2 seconds."), "{}", waits.text);
    let other = sign_in(&server, "eve", "wrong", "192.0.2.1").await;
    assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS, "the address waits, whoever is tried");
    assert_eq!(sign_in(&server, "eve", "wrong", "192.0.2.3").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn people_behind_a_proxy_do_not_wait_for_each_other() {
    let server = Server::with(&[]).await;
    with_password(&server).await;
    for number in 0..6 {
        sign_in(&server, &format!("nobody {number}"), "wrong", "192.0.2.1").await;
    }
    assert_eq!(sign_in(&server, "ada", WORDS, "192.0.2.2").await.status, StatusCode::SEE_OTHER);
    let trusting_nobody = Server::with(&["--trusted-proxies", "192.0.2.200"]).await;
    with_password(&trusting_nobody).await;
    for number in 0..6 {
        sign_in(&trusting_nobody, &format!("nobody {number}"), "wrong", &format!("192.0.2.{number}")).await;
    }
    let waits = sign_in(&trusting_nobody, "ada", WORDS, "198.51.100.1").await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "what a stranger writes is not believed");
}

#[tokio::test]
async fn sessions_end_when_their_owner_says_so() {
    let server = Server::new().await;
    with_password(&server).await;
    let mut cookies = Vec::new();
    for _ in 0..3 {
        let answer = sign_in(&server, "ada", WORDS, "192.0.2.1").await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        cookies.push(cookie.split(';').next().unwrap().to_owned());
    }
    let page = async |cookie: &str| {
        server.send(None, Request::get("/account").header("cookie", cookie), String::new()).await
    };
    let post = async |cookie: &str, path: &str, fields: &[(&str, &str)]| {
        let text = page(cookie).await.text;
        let token = text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let all: Vec<_> = [("csrf", token)].iter().chain(fields).copied().collect();
        let body = serde_urlencoded::to_string(all).unwrap();
        server.send(None, Request::post(path).header("cookie", cookie), body).await.status
    };
    let is_in = async |cookie: &str| page(cookie).await.status == StatusCode::OK;
    // The page names the two others.
    let text = page(&cookies[0]).await.text;
    let others: Vec<_> = text.split("name=\"session\" value=\"").skip(1).collect();
    assert_eq!(others.len(), 2);
    let one = others[0].split('"').next().unwrap();
    assert_eq!(post(&cookies[0], "/account/sessions/end", &[("session", one)]).await, StatusCode::SEE_OTHER);
    let still = [is_in(&cookies[1]).await, is_in(&cookies[2]).await];
    assert_eq!(still.iter().filter(|is_in| **is_in).count(), 1);
    assert!(is_in(&cookies[0]).await);
    let change = [("old", WORDS), ("new", "another horse battery")];
    assert_eq!(post(&cookies[0], "/account/password", &change).await, StatusCode::SEE_OTHER);
    assert!(is_in(&cookies[0]).await && !is_in(&cookies[1]).await && !is_in(&cookies[2]).await);
    assert_eq!(sign_in(&server, "ada", WORDS, "192.0.2.1").await.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&cookies[0], "/logout", &[]).await, StatusCode::SEE_OTHER);
    assert!(!is_in(&cookies[0]).await);
    assert!(session::Entity::find().all(server.app.store.db()).await.unwrap().is_empty());
}

#[tokio::test]
async fn over_https_cookies_are_for_https_alone() {
    let server = Server::at("https://pictures.example.org").await;
    with_password(&server).await;
    let answer = sign_in(&server, "ada", WORDS, "192.0.2.1").await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("Secure"));
}

/// Checklist 87, the part of people.
#[tokio::test]
async fn without_authentication_there_is_nobody_to_sign_in() {
    let server = Server::with(&["--no-auth"]).await;
    let answer = server.get(None, "/login?next=/new").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/new"));
    assert_eq!(server.post(None, "/new", &[("name", "b")]).await.location, "/build?id=1");
    assert_eq!(server.get(None, "/login?next=//evil.example").await.location, "/");
}
