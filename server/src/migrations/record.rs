//! The table of what was applied: `depicted_migration`, a row a migration.

use anyhow::{Context, Result, bail};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::{Migration, title};
use crate::store::schema::found;

/// The table.
pub(crate) const TABLE: &str = "depicted_migration";

/// A migration that was applied, or is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// `done`; `up` or `down` while it runs, where the database has no transactions for this.
    pub(crate) state: String,
    /// How many of its statements were run.
    pub(crate) statements: u32,
    /// When, in milliseconds since 1970.
    pub(crate) applied: i64,
    pub(crate) duration_ms: i64,
}

/// What a database is, as far as its schema goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It has no tables.
    Empty,
    /// It has tables, but no record: somebody else's, or older than the record.
    Unknown { tables: Vec<String> },
    /// It has a record, oldest first.
    Recorded(Vec<Row>),
}

impl State {
    /// The number of the newest migration; 0 for none.
    pub(crate) fn number(&self) -> u32 {
        match self {
            Self::Recorded(rows) => rows.last().map_or(0, |row| row.number),
            _ => 0,
        }
    }

    /// The rows.
    pub(crate) fn rows(&self) -> &[Row] {
        match self {
            Self::Recorded(rows) => rows,
            _ => &[],
        }
    }

    /// The migration that was begun and not ended.
    pub(crate) fn half_done(&self) -> Option<&Row> {
        self.rows().iter().find(|row| row.state != "done")
    }

    /// Refuses what this program does not know: a newer schema, or another history.
    pub(crate) fn known(&self, migrations: &[Migration]) -> Result<()> {
        for row in self.rows() {
            match migrations.iter().find(|migration| migration.number == row.number) {
                None => bail!(
                    "the database has revision {:04}_{}, and this program knows none after {}: use the newer program that \
                     made it, or restore a backup",
                    row.number,
                    row.name,
                    title(migrations, migrations.last().map_or(0, |last| last.number))
                ),
                Some(known) if known.name != row.name => bail!(
                    "the database has revision {:04}_{}, which this program knows as {}: another program made it",
                    row.number,
                    row.name,
                    title(migrations, row.number)
                ),
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// Reads what was applied.
pub(crate) async fn read(db: &DatabaseConnection) -> Result<State> {
    let tables = found::tables(db).await.context("cannot list the tables")?;
    if !tables.iter().any(|name| name == TABLE) {
        return Ok(if tables.is_empty() { State::Empty } else { State::Unknown { tables } });
    }
    let sql =
        format!("SELECT number, name, state, statements, applied, duration_ms FROM {TABLE} ORDER BY number");
    let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(Row {
            number: u32::try_from(row.try_get::<i64>("", "number")?)?,
            name: row.try_get("", "name")?,
            state: row.try_get("", "state")?,
            statements: u32::try_from(row.try_get::<i64>("", "statements")?)?,
            applied: row.try_get("", "applied")?,
            duration_ms: row.try_get("", "duration_ms")?,
        });
    }
    Ok(State::Recorded(rows))
}

/// Makes the table where it is not there.
pub(crate) async fn install(db: &impl ConnectionTrait) -> Result<()> {
    let options = match db.get_database_backend() {
        DbBackend::MySql => " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        _ => "",
    };
    db.execute_unprepared(&format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (number bigint NOT NULL PRIMARY KEY, name varchar(255) NOT NULL, \
         state varchar(16) NOT NULL, statements bigint NOT NULL, applied bigint NOT NULL, duration_ms bigint NOT NULL){options}"
    ))
    .await
    .context("cannot make the table of migrations")?;
    Ok(())
}

/// Writes a row in place of the one with its number.
pub(crate) async fn write(db: &impl ConnectionTrait, row: &Row) -> Result<()> {
    remove(db, row.number).await?;
    // The names are the program's own: letters, digits and underscores.
    let sql = format!(
        "INSERT INTO {TABLE} (number, name, state, statements, applied, duration_ms) VALUES ({}, '{}', '{}', {}, {}, {})",
        row.number, row.name, row.state, row.statements, row.applied, row.duration_ms
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}

/// Says how many statements of a migration were run.
pub(crate) async fn count(db: &impl ConnectionTrait, number: u32, statements: u32) -> Result<()> {
    db.execute_unprepared(&format!("UPDATE {TABLE} SET statements = {statements} WHERE number = {number}"))
        .await?;
    Ok(())
}

/// Forgets a migration.
pub(crate) async fn remove(db: &impl ConnectionTrait, number: u32) -> Result<()> {
    db.execute_unprepared(&format!("DELETE FROM {TABLE} WHERE number = {number}")).await?;
    Ok(())
}
