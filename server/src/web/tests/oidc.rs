//! Strangers who begin to sign in elsewhere again and again.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};

use super::{Answer, Server};
use crate::auth::oidc::tests::Stub;

async fn get(server: &Server, path: &str, from: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header("x-forwarded-for", from)
        .header("cookie", cookie)
        .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
    server.send(None, request, String::new()).await
}

#[tokio::test]
async fn strangers_cannot_have_the_provider_called_as_often_as_they_like() {
    let stub = Stub::default();
    let issuer = stub.listen().await;
    let server = Server::with(&["--oidc-issuer", &issuer, "--oidc-client-id", "depicted"]).await;
    let leave = async |from: &str| get(&server, "/login/oidc?next=/new", from, "").await;
    let gone = leave("192.0.2.1").await;
    assert!(gone.location.starts_with(&format!("{issuer}/auth?")), "{}", gone.location);
    let cookie = gone.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    // A code that somebody made up is tried once.
    let state = cookie.split_once('=').unwrap().1;
    let back = format!("/login/oidc/return?code=made-up&state={state}");
    for _ in 0..5 {
        assert_eq!(get(&server, &back, "192.0.2.1", &cookie).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(stub.asked(), (1, 1));
    for _ in 0..20 {
        assert_eq!(leave("192.0.2.1").await.status, StatusCode::SEE_OTHER);
    }
    let waits = leave("192.0.2.1").await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(waits.headers["retry-after"], "2");
    assert!(waits.text.contains("Try again in 2 seconds."), "{}", waits.text);
    assert_eq!(leave("192.0.2.2").await.status, StatusCode::SEE_OTHER, "others may go");
    assert_eq!(stub.asked(), (1, 1), "the provider described itself once");
}
