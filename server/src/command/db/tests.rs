//! The commands as they are typed.

use std::fs;
use std::path::Path;

use clap::Parser;
use sea_orm::{ConnectionTrait, Database};

use super::{DbArgs, db};
use crate::blob::Blobs;
use crate::databases::{on_each, sqlite};

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    db: DbArgs,
}

/// Runs `depicted db …`; whether all is well, or the trouble, and what was told.
async fn typed(url: &str, data: &Path, words: &[&str]) -> (Result<bool, String>, String) {
    let data = data.display().to_string();
    let place = ["db", "--database", url, "--data", &data];
    let typed = Typed::try_parse_from(place.iter().chain(words)).expect("is understood");
    let mut lines = Vec::new();
    let done = db(typed.db, |line: &str| lines.push(line.to_owned())).await;
    (done.map_err(|error| format!("{error:#}")), lines.join("\n"))
}

async fn execute(url: &str, sql: &str) {
    let db = Database::connect(url).await.expect("opens");
    db.execute_unprepared(sql).await.expect("is done");
    db.close().await.expect("closes");
}

#[test]
fn a_database_is_upgraded_checked_and_reset() {
    on_each(|fresh| async move {
        let folder = tempfile::tempdir().expect("a folder");
        let (url, data) = (fresh.url.as_str(), folder.path());
        let (done, told) = typed(url, data, &["current"]).await;
        assert_eq!((done, told.as_str()), (Ok(true), "empty"));
        let (done, told) = typed(url, data, &["check"]).await;
        assert_eq!(done, Ok(false));
        assert!(told.contains("Detected added table run"), "{told}");
        let (done, told) = typed(url, data, &["upgrade"]).await;
        assert_eq!(done, Ok(true));
        assert!(told.starts_with("upgrade to 0001_initial: "), "{told}");
        assert!(told.ends_with("the database is at 0005_workers"), "{told}");
        let (done, told) = typed(url, data, &["check"]).await;
        assert_eq!((done, told.as_str()), (Ok(true), "the schema is what this program needs"));
        let (_, told) = typed(url, data, &["current"]).await;
        assert_eq!(told, "0005_workers (head)");
        let (_, told) = typed(url, data, &["history"]).await;
        assert!(told.contains("0001_initial") && told.ends_with(" ms"), "{told}");
        execute(url, "INSERT INTO setting (name, value) VALUES ('a', 'b')").await;
        let (done, _) = typed(url, data, &["reset"]).await;
        assert!(done.expect_err("is not meant").contains("--yes"));
        assert_eq!(typed(url, data, &["reset", "--yes"]).await.0, Ok(true));
        execute(url, "INSERT INTO setting (name, value) VALUES ('a', 'b')").await;
        let (done, told) = typed(url, data, &["downgrade", "base"]).await;
        assert_eq!(done, Ok(true), "{told}");
        assert!(told.ends_with("the database is at empty"), "{told}");
        assert_eq!(typed(url, data, &["stamp", "head"]).await.0, Ok(true));
        let (done, told) = typed(url, data, &["check"]).await;
        assert_eq!(done, Ok(false), "stamped, but empty: {told}");
    });
}

#[test]
fn what_a_schema_lacks_is_found_and_written_down() {
    on_each(|fresh| async move {
        let folder = tempfile::tempdir().expect("a folder");
        let (url, data) = (fresh.url.as_str(), folder.path());
        typed(url, data, &["upgrade"]).await.0.expect("is done");
        execute(url, "ALTER TABLE run DROP COLUMN distortion").await;
        execute(url, "ALTER TABLE build ADD COLUMN colour varchar(20) DEFAULT 'x' NOT NULL").await;
        execute(url, "CREATE INDEX here ON audit (created)").await;
        let wanted = "Detected removed index audit(created)\nDetected removed column build.colour\n\
                      Detected added column run.distortion";
        let (done, told) = typed(url, data, &["check"]).await;
        assert_eq!((done, told.as_str()), (Ok(false), wanted), "{}", fresh.kind);
        let list = data.join("mod.rs");
        fs::write(&list, include_str!("../../migrations/mod.rs")).expect("writes");
        let place = data.display().to_string();
        let words = ["revision", "-m", "Add the distortion, again", "--autogenerate", "--folder", &place];
        let (done, told) = typed(url, data, &words).await;
        assert_eq!(done, Ok(true));
        assert!(told.starts_with(wanted), "{told}");
        let file = data.join("m0006_add_the_distortion_again.rs");
        assert!(told.contains(&format!("wrote {}", file.display())), "{told}");
        let text = fs::read_to_string(&file).expect("reads");
        for line in [
            "//! Add the distortion, again.",
            "steps.add_column(\"run\", &Column::new(\"distortion\", Kind::Real).nullable());",
            "steps.drop_key(\"audit\", &[\"created\"]);",
            "steps.drop_column(\"build\", \"colour\");",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        let list = fs::read_to_string(&list).expect("reads");
        assert!(list.contains("mod m0006_add_the_distortion_again;\n"), "{list}");
        assert!(list.contains("number: 6, name: \"add_the_distortion_again\""), "{list}");
        let (done, _) = typed(url, data, &words).await;
        assert!(done.expect_err("is there").contains("is there already"));
        let (done, _) = typed(url, data, &["revision", "-m", "…", "--folder", &place]).await;
        assert!(done.expect_err("has no name").contains("no letter or digit"));
    });
}

/// Checklist 142: what is copied comes back.
#[tokio::test]
async fn a_copy_is_made_while_the_database_is_written_and_comes_back() {
    let fresh = sqlite();
    let folder = tempfile::tempdir().expect("a folder");
    let (url, data) = (fresh.url.as_str(), folder.path());
    typed(url, data, &["upgrade"]).await.0.expect("is done");
    let blobs = Blobs::open(&data.join("blobs").display().to_string()).expect("opens");
    let picture = blobs.put("picture".into()).await.expect("stores");
    execute(url, "INSERT INTO setting (name, value) VALUES ('a', 'b')").await;
    let open = crate::store::connect::connect(url).await.expect("opens");
    let tx = open.begin().await.expect("begins");
    tx.execute_unprepared("INSERT INTO setting (name, value) VALUES ('half', 'done')")
        .await
        .expect("inserts");
    let copy = data.join("copy's folder");
    let target = copy.display().to_string();
    let (done, told) = typed(url, data, &["backup", &target]).await;
    assert_eq!(done, Ok(true));
    assert!(told.contains("copied the database and 1 files"), "{told}");
    tx.commit().await.expect("commits");
    let (done, _) = typed(url, data, &["backup", &target]).await;
    assert!(done.expect_err("is refused").contains("is there already"));
    let (done, _) = typed(url, data, &["restore", &target]).await;
    assert!(done.expect_err("is refused").contains("stop the server"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).expect("is there").permissions().mode() & 0o777, 0o700);
    }
    let other = tempfile::tempdir().expect("a folder");
    let restored = format!("sqlite://{}?mode=rwc", other.path().join("new.sqlite").display());
    let (done, told) = typed(&restored, other.path(), &["restore", &target]).await;
    assert_eq!(done, Ok(true), "{told}");
    assert_eq!(typed(&restored, other.path(), &["check"]).await.0, Ok(true));
    let blobs = Blobs::open(&other.path().join("blobs").display().to_string()).expect("opens");
    assert_eq!(blobs.get(picture.id).await.expect("reads"), "picture");
    let db = Database::connect(&restored).await.expect("opens");
    let rows = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT name FROM setting");
    assert_eq!(db.query_all_raw(rows).await.expect("reads").len(), 1, "what was not committed is not copied");
}

#[tokio::test]
async fn other_databases_have_tools_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = "postgres://me:secret@127.0.0.1:1/x";
    let (done, _) = typed(url, folder.path(), &["backup", "copy"]).await;
    let said = done.expect_err("is refused");
    assert!(said.contains("pg_dump") && !said.contains("secret"), "{said}");
    let (done, _) = typed(url, folder.path(), &["current"]).await;
    let said = done.expect_err("nobody is there");
    assert!(said.contains("cannot open") && !said.contains("secret"), "{said}");
}
