//! Opens a database by its URL.

use std::time::Duration;

use anyhow::{Context, Result};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database};

use super::{Store, entity};

/// How long a statement of SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(30);

/// Opens the database. `sqlite://FILE?mode=rwc` makes the file where it is not there.
///
/// # Errors
/// When it cannot be reached; the message names the URL without its password.
pub(crate) async fn connect(url: &str) -> Result<Store> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).max_connections(16).acquire_timeout(BUSY);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY)
            .foreign_keys(true)
    });
    let db =
        Database::connect(options).await.with_context(|| format!("cannot open {}", without_password(url)))?;
    Ok(Store::new(db))
}

/// Makes every table of an empty database.
pub(crate) async fn create(store: &Store) -> Result<()> {
    entity::schema(store.backend()).apply(store.db()).await.context("cannot make the tables")
}

fn without_password(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut url) if url.password().is_some() => {
            let _ = url.set_password(Some("…"));
            url.to_string()
        }
        _ => url.to_owned(),
    }
}
