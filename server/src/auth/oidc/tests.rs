//! Against a provider that counts how often it is asked.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use depicted::workflow::Timestamp;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};

use super::{address, claims, leave};
use crate::testing::Room;

/// A provider on loopback.
#[derive(Clone, Default)]
pub(crate) struct Stub(Arc<Parts>);

#[derive(Default)]
pub(crate) struct Parts {
    url: Mutex<String>,
    /// How often it described itself, and how often it was given a code.
    pub(crate) described: AtomicUsize,
    pub(crate) exchanged: AtomicUsize,
    broken: AtomicBool,
    keys: Mutex<Vec<Value>>,
    id_token: Mutex<String>,
}

impl std::ops::Deref for Stub {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Stub {
    /// Listens; its address is that of the issuer.
    pub(crate) async fn listen(&self) -> String {
        rustls::crypto::ring::default_provider().install_default().ok();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        self.url.lock().unwrap().clone_from(&url);
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(exchange))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        url
    }

    fn count(counter: &AtomicUsize) -> usize {
        counter.load(Ordering::SeqCst)
    }

    pub(crate) fn asked(&self) -> (usize, usize) {
        (Self::count(&self.described), Self::count(&self.exchanged))
    }
}

async fn describe(State(this): State<Stub>) -> (StatusCode, Json<Value>) {
    this.described.fetch_add(1, Ordering::SeqCst);
    let url = this.url.lock().unwrap().clone();
    let status = if this.broken.load(Ordering::SeqCst) { StatusCode::BAD_GATEWAY } else { StatusCode::OK };
    let says = json!({
        "issuer": url, "authorization_endpoint": format!("{url}/auth"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256", "EdDSA"],
    });
    (status, Json(says))
}

async fn keys(State(this): State<Stub>) -> Json<Value> {
    Json(json!({ "keys": *this.keys.lock().unwrap() }))
}

async fn exchange(State(this): State<Stub>) -> (StatusCode, Json<Value>) {
    this.exchanged.fetch_add(1, Ordering::SeqCst);
    let id_token = this.id_token.lock().unwrap().clone();
    if id_token.is_empty() {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })));
    }
    (StatusCode::OK, Json(json!({ "access_token": "t", "token_type": "Bearer", "id_token": id_token })))
}

async fn room(stub: &Stub) -> (Room, Arc<AtomicI64>) {
    let issuer = stub.listen().await;
    let now = Arc::new(AtomicI64::new(1_700_000_000_000));
    let told = now.clone();
    let clock: crate::clock::Clock = Arc::new(move || Timestamp(told.load(Ordering::SeqCst)));
    (Room::with(clock, &["--oidc-issuer", &issuer, "--oidc-client-id", "depicted"]).await, now)
}

#[tokio::test]
async fn a_provider_describes_itself_once_in_ten_minutes() {
    let stub = Stub::default();
    let (room, now) = room(&stub).await;
    let go = async || {
        let (away, challenge) = leave("/".into());
        address(&room.app, &away, challenge, "s".into()).await
    };
    // Those who ask while it answers wait for the same answer.
    let all = futures::future::join_all((0..20).map(|_| go())).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(stub.asked(), (1, 0));
    now.fetch_add(11 * 60 * 1000, Ordering::SeqCst);
    assert!(go().await.unwrap().as_str().starts_with(&*stub.url.lock().unwrap()));
    assert_eq!(stub.asked().0, 2);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_left_alone_for_a_while() {
    let stub = Stub::default();
    let (room, now) = room(&stub).await;
    stub.broken.store(true, Ordering::SeqCst);
    let go = async || {
        let (away, challenge) = leave("/".into());
        address(&room.app, &away, challenge, "s".into()).await
    };
    for _ in 0..10 {
        let said = format!("{:#}", go().await.unwrap_err());
        assert!(said.contains("does not describe itself"), "{said}");
    }
    assert_eq!(stub.asked().0, 1);
    now.fetch_add(6000, Ordering::SeqCst);
    stub.broken.store(false, Ordering::SeqCst);
    go().await.unwrap();
    assert_eq!(stub.asked().0, 2);
}

/// A key of the provider, by its name.
fn key(name: &str) -> CoreEdDsaPrivateSigningKey {
    let made = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let id = JsonWebKeyId::new(name.into());
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&made.serialize_pem(), Some(id)).unwrap()
}

#[tokio::test]
async fn a_token_of_a_new_key_is_believed_after_another_look_and_a_forged_one_never() {
    let stub = Stub::default();
    let (room, now) = room(&stub).await;
    let public = |key: &CoreEdDsaPrivateSigningKey| serde_json::to_value(key.as_verification_key()).unwrap();
    let (old, new, forged) = (key("old"), key("new"), key("new"));
    *stub.keys.lock().unwrap() = vec![public(&old)];
    let (away, challenge) = leave("/".into());
    address(&room.app, &away, challenge, "s".into()).await.unwrap();
    *stub.keys.lock().unwrap() = vec![public(&new)];
    // Tokens are held to the time of the machine.
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let come = async |key: &CoreEdDsaPrivateSigningKey| {
        let (away, _) = leave("/".into());
        let said: CoreIdTokenClaims = serde_json::from_value(json!({
            "iss": *stub.url.lock().unwrap(), "aud": ["depicted"], "iat": time, "exp": time + 300,
            "sub": "ada", "email": "Ada@Example.org", "email_verified": true, "nonce": away.nonce,
        }))
        .unwrap();
        let token = CoreIdToken::new(said, key, CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        *stub.id_token.lock().unwrap() = token.to_string();
        claims(&room.app, away, "code".into()).await
    };
    assert!(come(&new).await.is_err(), "its keys were read less than 30 seconds ago");
    now.fetch_add(31_000, Ordering::SeqCst);
    let known = come(&new).await.unwrap();
    assert_eq!(known.email.as_deref(), Some("ada@example.org"));
    now.fetch_add(31_000, Ordering::SeqCst);
    let Err(refused) = come(&forged).await else { panic!("a forged token is believed") };
    assert!(format!("{refused:#}").contains("the ID token is refused"), "{refused:#}");
}
