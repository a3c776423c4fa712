//! The database of dpxdt, in SQLite or MySQL: rows as text and numbers, whatever their columns are declared as.

use anyhow::{Context, Result, bail};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use sha2::{Digest, Sha256};

use crate::store::connect::{sqlite_path, without_password};
use crate::store::schema::found;

/// The tables that it has to have.
const TABLES: [&str; 10] = [
    "admin_log",
    "api_key",
    "artifact",
    "artifact_ownership",
    "build",
    "build_ownership",
    "release",
    "run",
    "user",
    "work_queue",
];

/// An open database.
pub(super) struct Source {
    db: DatabaseConnection,
    /// What tells its rows from those of another one: a digest of where it is.
    pub(super) name: String,
}

/// A row of it.
pub(super) struct Row(QueryResult);

impl Source {
    /// Opens it for reading.
    pub(super) async fn open(url: &str) -> Result<Self> {
        let shown = without_password(url);
        let mut opened = url.to_owned();
        if let Some(path) = sqlite_path(url) {
            let path = path.canonicalize().with_context(|| format!("there is no database {shown}"))?;
            opened = format!("sqlite://{}?mode=ro", path.display());
        } else if !url.starts_with("mysql:") {
            bail!("{shown} is none of sqlite://FILE and mysql://USER:PASSWORD@HOST/NAME");
        }
        let db = Database::connect(&opened).await.with_context(|| format!("cannot open {shown}"))?;
        let tables = found::tables(&db).await?;
        if let Some(missing) = TABLES.iter().find(|table| !tables.iter().any(|name| name == *table)) {
            bail!("{shown} is no database of dpxdt: it has no table '{missing}'");
        }
        // A password may change, and the database stays the same.
        let plain = url::Url::parse(&opened).map(|mut url| {
            let _ = url.set_password(None);
            url.to_string()
        });
        let digest = Sha256::digest(plain.unwrap_or(opened));
        let name = digest[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { db, name })
    }

    /// Asks, in SQL that both understand. Names in backquotes are names in both.
    pub(super) async fn rows(&self, sql: &str) -> Result<Vec<Row>> {
        let found = self.db.query_all_raw(Statement::from_string(self.backend(), sql)).await?;
        Ok(found.into_iter().map(Row).collect())
    }

    /// The bytes of an artifact.
    pub(super) async fn bytes(&self, id: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT data FROM artifact WHERE id = ?";
        let row =
            self.db.query_one_raw(Statement::from_sql_and_values(self.backend(), sql, [id.into()])).await?;
        Ok(row.map(|row| row.try_get("", "data")).transpose()?.flatten())
    }

    /// Columns of text, as text whatever their type.
    pub(super) fn text(&self, columns: &[&str]) -> String {
        let kind = if self.backend() == DbBackend::MySql { "CHAR" } else { "TEXT" };
        let all = columns.iter().map(|column| format!("CAST(`{column}` AS {kind}) AS `{column}`"));
        all.collect::<Vec<_>>().join(", ")
    }

    /// Columns of numbers, as numbers.
    pub(super) fn numbers(&self, columns: &[&str]) -> String {
        let kind = if self.backend() == DbBackend::MySql { "SIGNED" } else { "INTEGER" };
        let all = columns.iter().map(|column| format!("CAST(`{column}` AS {kind}) AS `{column}`"));
        all.collect::<Vec<_>>().join(", ")
    }

    fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }
}

impl Row {
    /// A text; nothing where it is empty or absent.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.0.try_get::<Option<String>>("", column).ok().flatten().filter(|text| !text.is_empty())
    }

    /// A number.
    pub(super) fn integer(&self, column: &str) -> Option<i64> {
        self.0.try_get::<Option<i64>>("", column).ok().flatten()
    }

    /// Yes or no; absent is no.
    pub(super) fn yes(&self, column: &str) -> bool {
        self.integer(column).is_some_and(|number| number != 0)
    }

    /// A time, which is written there in UTC without saying so; in milliseconds since 1970.
    pub(super) fn time(&self, column: &str) -> Option<i64> {
        let time: DateTime = self.text(column)?.replace(' ', "T").parse().ok()?;
        Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
    }
}
