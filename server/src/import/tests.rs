//! A database as dpxdt makes it, in SQLite and in MySQL, and what becomes of it.

use sea_orm::{ConnectionTrait, Database, EntityTrait, PaginatorTrait};
use sha1::{Digest, Sha1};

use super::{Report, import};
use crate::auth::secret;
use crate::blob::Blobs;
use crate::databases::{Fresh, every, sqlite};
use crate::store::entity::{
    api_key, artifact, artifact_owner, audit, build, invitation, member, release, run, user,
};
use crate::store::{Store, connect};
use crate::{clock, migrations};

/// The tables of dpxdt, without what nobody asks for.
const TABLES: &str = "
CREATE TABLE `user` (id varchar(255) NOT NULL PRIMARY KEY, created datetime, email_address varchar(255), superuser BOOL, last_seen datetime);
CREATE TABLE build (id INTEGER NOT NULL PRIMARY KEY, created datetime, modified datetime, name varchar(255), public BOOL, send_email BOOL, email_alias varchar(255));
CREATE TABLE api_key (id varchar(255) NOT NULL PRIMARY KEY, secret varchar(255) NOT NULL, created datetime, modified datetime, revoked datetime, active BOOL, purpose varchar(255), superuser BOOL, build_id INTEGER);
CREATE TABLE build_ownership (build_id INTEGER, user_id varchar(255));
CREATE TABLE `release` (id INTEGER NOT NULL PRIMARY KEY, name varchar(255) NOT NULL, number INTEGER NOT NULL, created datetime, modified datetime, status varchar(10) NOT NULL, build_id INTEGER NOT NULL, url varchar(2048));
CREATE TABLE artifact (id varchar(100) NOT NULL PRIMARY KEY, created datetime, data LONGBLOB, alternate TEXT, content_type varchar(255));
CREATE TABLE artifact_ownership (artifact varchar(100), build_id INTEGER);
CREATE TABLE run (id INTEGER NOT NULL PRIMARY KEY, release_id INTEGER, name varchar(255) NOT NULL, created datetime, modified datetime, status varchar(14) NOT NULL, image varchar(100), log varchar(100), config varchar(100), url varchar(2048), ref_image varchar(100), ref_log varchar(100), ref_config varchar(100), ref_url varchar(2048), diff_image varchar(100), diff_log varchar(100), distortion FLOAT);
CREATE TABLE admin_log (id INTEGER NOT NULL PRIMARY KEY, build_id INTEGER NOT NULL, release_id INTEGER, run_id INTEGER, user_id varchar(255), created datetime, log_type varchar(32) NOT NULL, message TEXT);
CREATE TABLE work_queue (task_id varchar(100) NOT NULL, queue_name varchar(100) NOT NULL, status varchar(10) NOT NULL, payload LONGBLOB, PRIMARY KEY (task_id, queue_name));
";

fn id(bytes: &str) -> String {
    Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn rows() -> String {
    let (new, old, diff, gone) = (id("new"), id("old"), id("diff"), id("gone"));
    format!(
        "INSERT INTO `user` VALUES ('google_oauth2:1', '2014-01-02 03:04:05.678901', 'Ada@Example.org', 1, NULL);
INSERT INTO `user` VALUES ('email_invitation:Bob@example.org', NULL, 'Bob@example.org', 0, NULL);
INSERT INTO `user` VALUES ('anonymous_superuser', NULL, NULL, 1, NULL);
INSERT INTO build VALUES (7, '2014-01-02 03:04:05', NULL, 'Straße 猫', 1, 0, 'list@example.org');
INSERT INTO api_key VALUES ('key-of-build', 'the secret', '2014-01-02 03:04:05', '2014-01-02 03:04:05', NULL, 1, 'ci', 0, 7);
INSERT INTO api_key VALUES ('key-revoked', 'another', NULL, '2015-01-01 00:00:00', NULL, 0, 'old ci', 0, 7);
INSERT INTO api_key VALUES ('key-of-workers', 'third', NULL, NULL, NULL, 1, NULL, 1, NULL);
INSERT INTO api_key VALUES ('key-of-nothing', 'fourth', NULL, NULL, NULL, 1, 'x', 0, 99);
INSERT INTO build_ownership VALUES (7, 'google_oauth2:1');
INSERT INTO build_ownership VALUES (7, 'google_oauth2:1');
INSERT INTO build_ownership VALUES (7, 'email_invitation:Bob@example.org');
INSERT INTO artifact VALUES ('{new}', '2014-01-02 03:04:05', 'new', NULL, 'image/png');
INSERT INTO artifact VALUES ('{old}', NULL, 'old', NULL, 'image/png');
INSERT INTO artifact VALUES ('{diff}', NULL, 'diff', NULL, NULL);
INSERT INTO artifact VALUES ('{gone}', NULL, NULL, '/gs/elsewhere', NULL);
INSERT INTO artifact VALUES ('{}', NULL, 'not these bytes', NULL, NULL);
INSERT INTO artifact_ownership SELECT id, 7 FROM artifact;
INSERT INTO artifact_ownership VALUES ('{new}', 7);
INSERT INTO `release` VALUES (3, 'one', 1, '2014-01-02 03:04:05', '2014-01-03 00:00:00', 'good', 7, NULL);
INSERT INTO `release` VALUES (4, 'one', 2, NULL, NULL, 'processing', 7, 'https://example.org/');
INSERT INTO `release` VALUES (5, 'one', 2, NULL, NULL, 'reviewing', 7, NULL);
INSERT INTO run (id, release_id, name, status, image) VALUES (1, 3, 'home', 'no_diff_needed', '{new}');
INSERT INTO run (id, release_id, name, status, image, ref_image, diff_image, distortion) VALUES (2, 4, 'home', 'diff_approved', '{new}', '{old}', '{diff}', 0.25);
INSERT INTO run (id, release_id, name, status, image, ref_image) VALUES (3, 4, 'same', 'diff_not_found', '{new}', '{old}');
INSERT INTO run (id, release_id, name, status, image) VALUES (4, 4, 'lost', 'no_diff_needed', '{gone}');
INSERT INTO run (id, release_id, name, status, config) VALUES (5, 4, 'failed', 'failed', '{new}');
INSERT INTO run (id, release_id, name, status) VALUES (6, 4, 'home', 'data_pending');
INSERT INTO admin_log VALUES (1, 7, NULL, NULL, 'google_oauth2:1', '2014-01-02 03:04:05', 'created_build', 'Straße');
INSERT INTO work_queue VALUES ('t', 'capture', 'live', 'x')",
        id("these")
    )
}

async fn old_database(fresh: &Fresh) {
    let db = Database::connect(&fresh.url).await.expect("opens");
    let mut sql = TABLES.to_owned();
    if fresh.kind == "mysql" {
        sql = sql.replace(");", ") DEFAULT CHARACTER SET utf8mb4;");
    }
    // MySQL's times of then have no fractions, and would be rounded.
    let rows = if fresh.kind == "mysql" { rows().replace(".678901", "") } else { rows() };
    for statement in format!("{sql}{rows}").split(';') {
        if !statement.trim().is_empty() {
            db.execute_unprepared(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    }
    db.close().await.expect("closes");
}

async fn copy(from: &str, store: &Store, blobs: &Blobs) -> Report {
    let mut lines = Vec::new();
    let mut told = |line: &str| lines.push(line.to_owned());
    let report = import(from, store, blobs, 1_700_000_000_000, &mut told).await.expect("copies");
    assert_eq!(lines.len(), report.copied.len() + report.left.len());
    report
}

#[test]
fn what_has_a_place_is_copied_once_and_the_rest_is_named() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for from in every().into_iter().filter(|fresh| fresh.kind != "postgres") {
        for to in every() {
            runtime.block_on(check(&from, &to));
        }
    }
}

async fn check(from: &Fresh, to: &Fresh) {
    if to.kind == "sqlite" {
        old_database(from).await;
    }
    let wait = migrations::runner::WAIT;
    let mut told = |_: &str| ();
    let made = migrations::start::ready(&to.url, migrations::ALL, clock::system(), wait, &mut told).await;
    made.expect("is made");
    let store = connect::connect(&to.url).await.expect("opens");
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(&folder.path().display().to_string()).expect("opens");
    let report = copy(&from.url, &store, &blobs).await;
    let wanted = [
        ("builds", 1),
        ("entries of the log", 1),
        ("files", 3),
        ("keys", 3),
        ("owners of builds", 2),
        ("people", 1),
        ("releases", 2),
        ("runs", 5),
    ];
    assert_eq!(report.copied.into_iter().collect::<Vec<_>>(), wanted, "{} to {}", from.kind, to.kind);
    let left: Vec<&str> = report.left.keys().map(String::as_str).collect();
    for why in [
        "files that are kept elsewhere",
        "files whose bytes are not those of their name",
        "keys of no build",
        "people who signed in by 'anonymous_superuser'",
        "releases at work, which are to be reviewed as they are",
        "releases whose name and number another has",
        "runs without a name, or with one that another has",
        "files that runs name and nobody has",
        "statuses 'no_diff_needed', which became 'data_pending'",
        "tasks that wait in its queue: enqueue them again",
    ] {
        assert!(left.contains(&why), "{why}: {left:#?}");
    }
    let db = store.db();
    let site = build::Entity::find().one(db).await.expect("reads").expect("a build");
    assert_eq!((site.name.as_str(), site.public, site.send_email), ("Straße 猫", true, false));
    assert_eq!(site.created, 1_388_631_845_000);
    let ada = user::Entity::find().one(db).await.expect("reads").expect("a person");
    assert_eq!(ada.subject, "oidc:https://accounts.google.com#1");
    let fraction = if from.kind == "mysql" { 0 } else { 678 };
    assert_eq!((ada.email.as_deref(), ada.created), (Some("ada@example.org"), 1_388_631_845_000 + fraction));
    let key = api_key::Entity::find_by_id("key-of-build").one(db).await.expect("reads").expect("a key");
    assert!(secret::matches("the secret", &key.secret_hash) && key.revoked.is_none());
    assert_eq!(key.build_id, Some(site.id));
    let key = api_key::Entity::find_by_id("key-revoked").one(db).await.expect("reads").expect("a key");
    assert_eq!(key.revoked, Some(1_420_070_400_000));
    let releases = release::Entity::find().all(db).await.expect("reads");
    let statuses: Vec<&str> = releases.iter().map(|release| release.status.as_str()).collect();
    assert_eq!(statuses, ["good", "reviewing"]);
    let runs = run::Entity::find().all(db).await.expect("reads");
    let mut statuses: Vec<String> = runs.iter().map(|run| format!("{} {}", run.name, run.status)).collect();
    statuses.sort();
    let wanted = [
        "failed failed",
        "home diff_approved",
        "home no_diff_needed",
        "lost data_pending",
        "same diff_not_found",
    ];
    assert_eq!(statuses, wanted);
    let mut counts = Vec::new();
    for _ in 0..2 {
        counts.push((
            artifact::Entity::find().count(db).await.expect("counts"),
            artifact_owner::Entity::find().count(db).await.expect("counts"),
            member::Entity::find().count(db).await.expect("counts"),
            invitation::Entity::find().count(db).await.expect("counts"),
            audit::Entity::find().count(db).await.expect("counts"),
            run::Entity::find().count(db).await.expect("counts"),
        ));
        let again = copy(&from.url, &store, &blobs).await;
        assert!(again.copied.is_empty(), "{:?}", again.copied);
    }
    assert_eq!(counts[0], (3, 3, 1, 1, 1, 5));
    assert_eq!(counts[0], counts[1]);
}

#[test]
fn what_is_no_database_of_dpxdt_is_refused() {
    let (other, to) = (sqlite(), sqlite());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = connect::connect(&to.url).await.expect("opens");
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::open(&folder.path().display().to_string()).expect("opens");
        connect::connect(&other.url).await.expect("makes an empty one");
        for (url, said) in [
            (other.url.as_str(), "is no database of dpxdt: it has no table 'admin_log'"),
            ("sqlite:///nowhere/at/all.sqlite", "there is no database"),
            ("postgres://me:secret@127.0.0.1/x", "is none of sqlite://FILE"),
        ] {
            let refused = import(url, &store, &blobs, 0, &mut |_| ()).await.expect_err("is refused");
            let refused = format!("{refused:#}");
            assert!(refused.contains(said) && !refused.contains("secret"), "{refused}");
        }
    });
}
