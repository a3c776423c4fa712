//! Messages from the change that they tell of to whoever they are for.

mod tls;

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use depicted::workflow::{Decision, Timestamp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryOrder};
use serde_json::{Value, json};

use super::{Way, deliver, ways};
use crate::app::App;
use crate::auth::{Actor, Role};
use crate::databases::on_each;
use crate::service::notify::Event;
use crate::service::outbox::Kind;
use crate::service::said::Said;
use crate::service::{account, build, member, people, release, webhook};
use crate::store::entity::{build as builds, member as members, outbox, release as releases, run, user};
use crate::testing::Room;

/// A clock that only tests move.
fn clock() -> (Arc<AtomicI64>, crate::clock::Clock) {
    let now = Arc::new(AtomicI64::new(1_700_000_000_000));
    let told = now.clone();
    (now, Arc::new(move || Timestamp(told.load(Ordering::SeqCst))))
}

/// What was called, and what to answer.
#[derive(Clone, Default)]
struct Receiver {
    calls: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answer: Arc<AtomicU16>,
}

impl Receiver {
    /// Listens on loopback; its address.
    async fn listen(&self) -> String {
        async fn take(State(this): State<Receiver>, headers: HeaderMap, body: String) -> impl IntoResponse {
            this.calls.lock().unwrap().push((headers, body));
            let status = StatusCode::from_u16(this.answer.load(Ordering::SeqCst)).unwrap();
            (status, [(header::LOCATION, "/elsewhere")], "no <room> today")
        }
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let routes = axum::Router::new().route("/hook", post(take)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        url
    }

    fn calls(&self) -> Vec<(HeaderMap, String)> {
        self.calls.lock().unwrap().clone()
    }
}

fn only(app: &App, kind: Kind) -> Way {
    rustls::crypto::ring::default_provider().install_default().ok();
    ways(app).into_iter().find(|way| way.kind() == kind).expect("a way out")
}

async fn rows(app: &App) -> Vec<outbox::Model> {
    outbox::Entity::find().order_by_asc(outbox::Column::Id).all(app.store.db()).await.unwrap()
}

/// A release with a run that differs, ready for review.
async fn reviewed(app: &App, build: i64, name: &str) -> releases::Model {
    let made =
        release::create(app, &Actor::System, build, name, Some("https://example.org/1")).await.unwrap();
    let picture = json!({"state": "captured", "image": "a".repeat(40), "log": null});
    let row = run::ActiveModel {
        release_id: Set(made.id),
        build_id: Set(build),
        name: Set("home & <b>".into()),
        status: Set("diff_found".into()),
        problem: Set(true),
        state: Set(json!({
            "after": picture, "before": picture, "approved": false,
            "diff": {"state": "found", "image": "a".repeat(40), "log": null, "distortion": 0.25},
        })),
        distortion: Set(Some(0.25)),
        created: Set(1),
        modified: Set(1),
        ..Default::default()
    };
    row.insert(app.store.db()).await.unwrap();
    release::runs_done(app, &Actor::System, build, name, made.number).await.unwrap()
}

async fn person(app: &App, build: &builds::Model, name: &str, proved: bool, role: Role) {
    let row = user::ActiveModel {
        subject: Set(format!("local:{name}")),
        name: Set(name.into()),
        email: Set(Some(format!("{name}@example.org"))),
        email_verified: Set(proved),
        superuser: Set(false),
        active: Set(true),
        created: Set(1),
        ..Default::default()
    };
    let row = row.insert(app.store.db()).await.unwrap();
    let member = members::ActiveModel {
        build_id: Set(build.id),
        user_id: Set(row.id),
        role: Set(role.name().into()),
        created: Set(1),
    };
    member.insert(app.store.db()).await.unwrap();
}

/// Checklist 143.
#[tokio::test]
async fn a_webhook_is_told_until_it_has_heard() {
    let (now, clock) = clock();
    let room = Room::with(clock, &["--no-auth", "--webhook-private"]).await;
    let (app, receiver) = (&room.app, Receiver::default());
    let url = receiver.listen().await;
    let way = only(app, Kind::Webhook);
    let build = build::create(app, &Actor::Developer, "front pages", false).await.unwrap();
    let hook = webhook::add(app, &Actor::Developer, build.id, &url, &[]).await.unwrap();
    let good = webhook::add(app, &Actor::Developer, build.id, &url, &[Event::Good]).await.unwrap();
    let release = reviewed(app, build.id, "v1").await;

    receiver.answer.store(503, Ordering::SeqCst);
    assert_eq!(deliver(app, &way).await.unwrap(), 1, "one of the hooks wants good releases only");
    let row = &rows(app).await[0];
    assert_eq!((row.attempts, row.answer, row.delivered, row.failed), (1, Some(503), None, None));
    assert!(row.last_error.as_ref().unwrap().contains("no <room> today"));
    assert_eq!(deliver(app, &way).await.unwrap(), 0, "it waits before it is tried again");
    now.fetch_add(10_000, Ordering::SeqCst);
    receiver.answer.store(204, Ordering::SeqCst);
    assert_eq!(deliver(app, &way).await.unwrap(), 1);
    let row = &rows(app).await[0];
    assert_eq!((row.attempts, row.answer, row.delivered.is_some()), (2, Some(204), true));

    let calls = receiver.calls();
    assert_eq!(calls.len(), 2);
    let text = |(headers, _): &(HeaderMap, String), name: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    assert_eq!(text(&calls[0], "x-depicted-delivery"), text(&calls[1], "x-depicted-delivery"));
    assert_eq!(calls[0].1, calls[1].1, "what is told stays the same");
    assert_ne!(text(&calls[0], "x-depicted-signature"), text(&calls[1], "x-depicted-signature"));
    assert_eq!(text(&calls[1], "x-depicted-timestamp"), "1700000010");
    let signed = crate::hooks::sign(&hook.secret, "1700000010", &calls[1].1);
    assert_eq!(text(&calls[1], "x-depicted-signature"), signed);
    assert_ne!(crate::hooks::sign(&good.secret, "1700000010", &calls[1].1), signed);
    let body: Value = serde_json::from_str(&calls[1].1).unwrap();
    assert_eq!(body["event"], "release.reviewing");
    assert_eq!(body["time"], "2023-11-14T22:13:20Z");
    assert_eq!(body["release"]["page"], format!("http://localhost/release?id={}&name=v1&number=1", build.id));
    assert_eq!((&body["runs"]["failed"], &body["summary"]), (&json!(1), &json!("1 failure")));

    release::decide(app, &Actor::Developer, build.id, release.id, Decision::Good, &Said::default())
        .await
        .unwrap();
    assert_eq!(deliver(app, &way).await.unwrap(), 2);
    let body: Value = serde_json::from_str(&receiver.calls()[3].1).unwrap();
    assert_eq!(body["release"]["status"], "good");
}

#[tokio::test]
async fn what_never_arrives_is_given_up_and_can_be_sent_again() {
    let (now, clock) = clock();
    let room = Room::with(clock, &["--no-auth", "--webhook-private"]).await;
    let (app, receiver) = (&room.app, Receiver::default());
    let url = receiver.listen().await;
    let way = only(app, Kind::Webhook);
    let build = build::create(app, &Actor::Developer, "b", false).await.unwrap();
    let hook = webhook::add(app, &Actor::Developer, build.id, &url, &[]).await.unwrap();
    webhook::ping(app, &build, hook.id).await.unwrap();
    receiver.answer.store(302, Ordering::SeqCst);
    for attempt in 1..=8 {
        assert_eq!(deliver(app, &way).await.unwrap(), 1, "attempt {attempt}");
        now.fetch_add(12 * 3600 * 1000, Ordering::SeqCst);
    }
    assert_eq!(deliver(app, &way).await.unwrap(), 0);
    let row = rows(app).await.remove(0);
    assert!(row.failed.is_some() && row.delivered.is_none());
    assert!(row.last_error.unwrap().contains("redirects are not followed"));
    assert_eq!(receiver.calls().len(), 8, "nobody went elsewhere");

    receiver.answer.store(410, Ordering::SeqCst);
    webhook::again(app, build.id, row.id).await.unwrap();
    assert_eq!(deliver(app, &way).await.unwrap(), 1);
    assert!(rows(app).await[1].failed.is_some(), "what is gone is not tried again");
    assert!(webhook::again(app, build.id + 1, row.id).await.is_err(), "nor from another build");
    webhook::remove(app, &Actor::Developer, build.id, hook.id).await.unwrap();
    assert!(rows(app).await.is_empty());
}

#[tokio::test]
async fn private_addresses_are_refused_when_added_and_when_called() {
    let (_, clock) = clock();
    let room = Room::with(clock, &["--no-auth"]).await;
    let (app, receiver) = (&room.app, Receiver::default());
    let url = receiver.listen().await;
    let build = build::create(app, &Actor::Developer, "b", false).await.unwrap();
    let refused = webhook::add(app, &Actor::Developer, build.id, &url, &[]).await.unwrap_err();
    assert!(refused.to_string().contains("--webhook-private"), "{refused}");
    let hook = webhook::add(app, &Actor::Developer, build.id, "https://example.org/", &[]).await.unwrap();
    webhook::ping(app, &build, hook.id).await.unwrap();
    // As if it had been allowed when it was added.
    let mut row: crate::store::entity::webhook::ActiveModel = hook.into();
    row.url = Set(url);
    row.update(app.store.db()).await.unwrap();
    assert_eq!(deliver(app, &only(app, Kind::Webhook)).await.unwrap(), 1);
    let row = rows(app).await.remove(0);
    assert!(row.failed.is_some() && row.last_error.unwrap().contains("--webhook-private"));
    assert!(receiver.calls().is_empty());
}

#[test]
fn of_several_servers_one_makes_each_call() {
    on_each(|fresh| async move {
        let (_, clock) = clock();
        let room = Room::with(clock, &["--no-auth", "--webhook-private", "--database", &fresh.url]).await;
        let (app, receiver) = (&room.app, Receiver::default());
        receiver.answer.store(200, Ordering::SeqCst);
        let url = receiver.listen().await;
        let build = build::create(app, &Actor::Developer, "b", false).await.unwrap();
        let hook = webhook::add(app, &Actor::Developer, build.id, &url, &[]).await.unwrap();
        for _ in 0..40 {
            webhook::ping(app, &build, hook.id).await.unwrap();
        }
        let servers = (0..4).map(|_| {
            let app = app.clone();
            tokio::spawn(async move {
                let way = only(&app, Kind::Webhook);
                let mut made = 0;
                loop {
                    match deliver(&app, &way).await.unwrap() {
                        0 => return made,
                        more => made += more,
                    }
                }
            })
        });
        let mut made = 0;
        for server in servers.collect::<Vec<_>>() {
            made += server.await.unwrap();
        }
        assert_eq!((made, receiver.calls().len()), (40, 40), "{}", fresh.kind);
        assert!(rows(app).await.iter().all(|row| row.delivered.is_some() && row.attempts == 1));
    });
}

/// Checklist 90, 91, 92: who gets mail, and when nobody does.
#[tokio::test]
async fn mail_is_for_those_who_can_be_sure_to_want_it() {
    let (_, clock) = clock();
    let room = Room::with(clock, &["--no-auth"]).await;
    let app = &room.app;
    let build = build::create(app, &Actor::Developer, "b", false).await.unwrap();
    person(app, &build, "ada", true, Role::Admin).await;
    person(app, &build, "eve", false, Role::Admin).await;
    person(app, &build, "bob", true, Role::Reviewer).await;
    let targets = async || rows(app).await.into_iter().map(|row| row.target).collect::<Vec<_>>();

    let empty = release::create(app, &Actor::System, build.id, "empty", None).await.unwrap();
    release::runs_done(app, &Actor::System, build.id, "empty", empty.number).await.unwrap();
    assert!(targets().await.is_empty(), "there is nothing to review");
    let first = reviewed(app, build.id, "v1").await;
    assert_eq!(targets().await, ["ada@example.org"]);
    release::decide(app, &Actor::Developer, build.id, first.id, Decision::Good, &Said::default())
        .await
        .unwrap();
    release::decide(app, &Actor::Developer, build.id, first.id, Decision::Reviewing, &Said::default())
        .await
        .unwrap();
    assert_eq!(targets().await.len(), 1, "only once");
    let mut row: builds::ActiveModel = build.clone().into();
    row.email_alias = Set(Some("list@example.org".into()));
    row.update(app.store.db()).await.unwrap();
    reviewed(app, build.id, "v2").await;
    assert_eq!(targets().await, ["ada@example.org", "list@example.org"]);
    let mut row: builds::ActiveModel = build.clone().into();
    row.send_email = Set(false);
    row.update(app.store.db()).await.unwrap();
    reviewed(app, build.id, "v3").await;
    assert_eq!(targets().await.len(), 2);
    assert!(ways(app).iter().all(|way| way.kind() != Kind::Mail), "no server, no mail");
}

/// A process that ends with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Starts `aiosmtpd` with further flags; it keeps every mail in a folder.
fn aiosmtpd(folder: &std::path::Path, flags: &[&str]) -> Option<(Ends, u16)> {
    let program = std::env::var("DEPICTED_AIOSMTPD").unwrap_or_else(|_| "aiosmtpd".into());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let child = Command::new(&program)
        .args(flags)
        .args(["-n", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"])
        .arg(folder.join("mail"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = child else {
        eprintln!("skipped: no {program}; install python3-aiosmtpd, or set DEPICTED_AIOSMTPD");
        return None;
    };
    let (ends, start) = (Ends(child), Instant::now());
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_mins(1), "{program} does not listen");
        std::thread::yield_now();
    }
    Some((ends, port))
}

/// Every mail that has come, as it was sent, in the order of their subjects.
fn mails(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder.join("mail/new")).expect("mail");
    // Lines are broken at 76 letters, and `=` is written as `=3D`.
    let plain = |text: String| text.replace("\r\n", "\n").replace("=\n", "").replace("=3D", "=");
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        plain(std::fs::read_to_string(file.expect("a file").path()).expect("text"))
    };
    let mut mails: Vec<String> = files.map(read).collect();
    mails.sort_by_key(|mail| mail.lines().find(|line| line.starts_with("Subject:")).map(ToOwned::to_owned));
    mails
}

/// Checklist 90, 91, over SMTP.
#[tokio::test(flavor = "multi_thread")]
async fn mail_arrives_with_text_and_html_and_links_that_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some((_server, port)) = aiosmtpd(folder.path(), &[]) else { return };
    let (_, clock) = clock();
    let smtp = format!("smtp://127.0.0.1:{port}");
    let flags = ["--no-auth", "--mail-smtp", &smtp, "--mail-from", "Depicted <bot@example.org>"];
    let room = Room::with(clock, &flags).await;
    let app = &room.app;
    let build = build::create(app, &Actor::Developer, "front pages", false).await.unwrap();
    person(app, &build, "ada", true, Role::Admin).await;
    reviewed(app, build.id, "v1").await;
    member::invite(app, &Actor::Developer, build.id, "Bob@Example.org", Role::Reviewer).await.unwrap();
    member::invite(app, &Actor::Developer, build.id, "bob@example.org", Role::Reviewer).await.unwrap();
    people::add(app, &Actor::Developer, "cyd", "cyd@example.org", false).await.unwrap();
    assert!(rows(app).await.iter().all(|row| !row.payload.to_string().contains("token")));
    assert_eq!(deliver(app, &only(app, Kind::Mail)).await.unwrap(), 3);
    let failed: Vec<_> = rows(app).await.into_iter().filter_map(|row| row.last_error).collect();
    assert!(failed.is_empty(), "{failed:?}");

    let mails = mails(folder.path());
    let [invitation, chosen, ready] = &mails[..] else { panic!("{mails:#?}") };
    for words in [
        "Subject: front pages: v1 - Ready for review\n",
        "From: Depicted <bot@example.org>\n",
        "To: ada@example.org\n",
        "Auto-Submitted: auto-generated\n",
        "Date: Tue, 14 Nov 2023 22:13:20 +0000\n",
        "Message-ID: <1.1700000000000@example.org>\n",
        "multipart/alternative",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
        "1 failure (1 tested)",
        "* home & <b> (25.0%)",
        "home &#38; &#60;b&#62;",
        &format!("http://localhost/release?id={}&name=v1&number=1", build.id),
        &format!("http://localhost/run?id={}&name=v1&number=1&test=home+%26+%3Cb%3E", build.id),
        &format!("http://localhost/build?id={}", build.id),
    ] {
        assert!(ready.contains(words), "{words}: {ready}");
    }
    assert!(invitation.contains("To: bob@example.org\n") && chosen.contains("To: cyd@example.org\n"));
    let token = |mail: &str, path: &str| {
        let (_, rest) = mail.split_once(&format!("http://localhost{path}?token=")).expect("a link");
        rest.split_whitespace().next().expect("a token").to_owned()
    };
    // The links do what they say, once.
    let (bob, cyd) = (token(invitation, "/join"), token(chosen, "/password"));
    assert_eq!(account::invited(app, &bob).await.unwrap().email, "bob@example.org");
    let made = account::from_invitation(app, &bob, "bob", "correct horse battery").await.unwrap();
    assert_eq!((made.email.as_deref(), made.email_verified), (Some("bob@example.org"), true));
    assert!(account::from_invitation(app, &bob, "bob2", "correct horse battery").await.is_err());
    let made = account::choose_password(app, &cyd, "correct horse battery").await.unwrap();
    assert!(made.email_verified, "the mail proved it");
    assert!(account::choose_password(app, &cyd, "correct horse battery").await.is_err());
}
