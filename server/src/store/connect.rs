//! Opens a database by its URL.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::Store;

/// How long a statement of SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(30);

/// Opens the database. `sqlite://FILE?mode=rwc` makes the file where it is not there.
///
/// # Errors
/// When it cannot be reached; the message names the URL without its password.
pub(crate) async fn connect(url: &str) -> Result<Store> {
    let mut options = options(url);
    options.max_connections(16);
    Ok(Store::new(open(url, options).await?))
}

/// Opens the database by one connection that stays the same, so that what is the connection's (a lock) stays too.
///
/// # Errors
/// As [`connect`].
pub(crate) async fn alone(url: &str) -> Result<DatabaseConnection> {
    let mut options = options(url);
    options.min_connections(1).max_connections(1).idle_timeout(None).max_lifetime(None);
    open(url, options).await
}

/// Makes every table of an empty database, for tests of other things.
#[cfg(test)]
pub(crate) async fn create(store: &Store) -> Result<()> {
    use sea_orm::ConnectionTrait;
    let mut steps = crate::migrations::steps::Steps::new(store.backend());
    for migration in crate::migrations::ALL {
        (migration.up)(&mut steps);
    }
    for sql in steps.into_statements() {
        store.db().execute_unprepared(&sql).await.context("cannot make the tables")?;
    }
    Ok(())
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).acquire_timeout(BUSY);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY)
            .foreign_keys(true)
    });
    options
}

async fn open(url: &str, options: ConnectOptions) -> Result<DatabaseConnection> {
    Database::connect(options).await.with_context(|| format!("cannot open {}", without_password(url)))
}

/// The file of a URL of SQLite; none for other databases, and for one in memory.
pub(crate) fn sqlite_path(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    (!path.is_empty() && path != ":memory:" && !query.contains("mode=memory")).then(|| PathBuf::from(path))
}

/// A URL as it may be shown.
pub(crate) fn without_password(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut url) if url.password().is_some() => {
            let _ = url.set_password(Some("…"));
            url.to_string()
        }
        _ => url.to_owned(),
    }
}
