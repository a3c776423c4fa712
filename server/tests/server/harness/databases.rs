//! A fresh database for a test, on each kind of database that there is: a file of SQLite always, PostgreSQL and MariaDB
//! where they listen on loopback. It is removed when the test ends, however it ends.

use std::net::{SocketAddr, TcpStream};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};

/// A database of a test's own.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// How it is opened.
    pub(crate) url: String,
    /// `sqlite`, `postgres` or `mysql`.
    pub(crate) kind: &'static str,
    on: On,
}

#[derive(Debug)]
enum On {
    Folder { _folder: tempfile::TempDir },
    Server { admin: String, name: String },
}

/// Where the servers are, and how a database is made on them: `DEPICTED_TEST_POSTGRES`, `DEPICTED_TEST_MYSQL`.
const SERVERS: [(&str, &str, &str, u16); 2] = [
    ("postgres", "DEPICTED_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres", 5432),
    ("mysql", "DEPICTED_TEST_MYSQL", "mysql://root@127.0.0.1:3306/mysql", 3306),
];

/// A fresh database of every kind; what is not there is said, and skipped.
pub(crate) fn every() -> Vec<Fresh> {
    let mut all = vec![sqlite()];
    for (kind, variable, usual, port) in SERVERS {
        let given = std::env::var(variable).ok();
        let listens =
            TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_secs(1));
        if given.is_none() && listens.is_err() {
            eprintln!("skipped: no {kind} on 127.0.0.1:{port}, and {variable} is not set");
            continue;
        }
        all.push(server(kind, given.as_deref().unwrap_or(usual)));
    }
    all
}

/// Runs a test on a fresh database of every kind, each in a runtime of its own.
pub(crate) fn on_each<F: Future<Output = ()>>(test: impl Fn(Fresh) -> F) {
    for fresh in every() {
        eprintln!("on {}", fresh.kind);
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(test(fresh));
    }
}

/// A file of SQLite in a folder of its own.
pub(crate) fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.sqlite").display());
    Fresh { url, kind: "sqlite", on: On::Folder { _folder: folder } }
}

fn server(kind: &'static str, admin: &str) -> Fresh {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("depicted_test_{}_{number}", process::id());
    run(admin, &format!("CREATE DATABASE {name}")).expect("makes a database");
    let (server, _) = admin.rsplit_once('/').expect("a URL with a database");
    Fresh { url: format!("{server}/{name}"), kind, on: On::Server { admin: admin.into(), name } }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let On::Server { admin, name } = &self.on {
            // Connections of the test may still be open.
            let force = if self.kind == "postgres" { " WITH (FORCE)" } else { "" };
            if let Err(error) = run(admin, &format!("DROP DATABASE IF EXISTS {name}{force}")) {
                eprintln!("the database {name} stays: {error}");
            }
        }
    }
}

/// Runs one statement, in a thread of its own, since whoever calls may be inside a runtime.
fn run(url: &str, sql: &str) -> Result<(), String> {
    let (url, sql) = (url.to_owned(), sql.to_owned());
    let work = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|error| error.to_string())?.block_on(async {
            let db = Database::connect(url).await.map_err(|error| error.to_string())?;
            db.execute_unprepared(&sql).await.map_err(|error| error.to_string())?;
            db.close().await.map_err(|error| error.to_string())
        })
    });
    work.join().map_err(|_| "the thread ended early".to_owned())?
}
