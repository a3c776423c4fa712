//! Applies migrations and takes them back, one at a time, under the lock.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::record::{self, Row, State};
use super::{Migration, lock, steps::Steps, title};
use crate::clock::Clock;
use crate::store::connect;

/// How long the lock is waited for.
pub(crate) const WAIT: Duration = Duration::from_secs(60);

/// A connection of its own that holds the lock, until it is dropped or [closed](Runner::close).
pub(crate) struct Runner<'a> {
    pub(crate) db: DatabaseConnection,
    migrations: &'a [Migration],
    clock: Clock,
    held: lock::Held,
}

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl<'a> Runner<'a> {
    /// Opens the database and takes the lock.
    pub(crate) async fn open(
        url: &str,
        migrations: &'a [Migration],
        clock: Clock,
        wait: Duration,
        told: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Self> {
        let db = connect::alone(url).await?;
        let held = lock::take(&db, url, wait, told).await?;
        Ok(Self { db, migrations, clock, held })
    }

    /// Ends the connection, and with it the lock.
    pub(crate) async fn close(self) -> Result<()> {
        self.db.close().await?;
        drop(self.held);
        Ok(())
    }

    /// What the database is.
    pub(crate) async fn state(&self) -> Result<State> {
        record::read(&self.db).await
    }

    /// Goes on to a revision; `resume` ends first what was left half done.
    pub(crate) async fn upgrade(
        &self,
        target: u32,
        resume: bool,
        told: &mut (dyn FnMut(&str) + Send),
    ) -> Result<()> {
        let state = self.ready(resume, told).await?;
        if state.number() > target {
            bail!(
                "the database is at {}, after {}: `depicted db downgrade` goes back, and loses what only the newer schema holds",
                title(self.migrations, state.number()),
                title(self.migrations, target)
            );
        }
        for migration in self.migrations {
            if migration.number > state.number() && migration.number <= target {
                self.run(migration, Way::Up, 0, told).await?;
            }
        }
        Ok(())
    }

    /// Goes back to a revision.
    pub(crate) async fn downgrade(
        &self,
        target: u32,
        resume: bool,
        told: &mut (dyn FnMut(&str) + Send),
    ) -> Result<()> {
        let state = self.ready(resume, told).await?;
        if state.number() < target {
            bail!(
                "the database is at {}, before {}: `depicted db upgrade` goes on",
                title(self.migrations, state.number()),
                title(self.migrations, target)
            );
        }
        for migration in self.migrations.iter().rev() {
            if migration.number <= state.number() && migration.number > target {
                self.run(migration, Way::Down, 0, told).await?;
            }
        }
        Ok(())
    }

    /// Says that the schema is that of a revision, and changes nothing else.
    pub(crate) async fn stamp(&self, target: u32) -> Result<()> {
        let state = self.state().await?;
        state.known(self.migrations)?;
        record::install(&self.db).await?;
        for row in state.rows().iter().filter(|row| row.number > target) {
            record::remove(&self.db, row.number).await?;
        }
        for migration in self.migrations.iter().filter(|migration| migration.number <= target) {
            let done = |row: &&Row| row.number == migration.number && row.state == "done";
            if state.rows().iter().find(done).is_none() {
                let steps = self.statements(migration, Way::Up).len();
                record::write(&self.db, &self.row(migration, "done", steps as u32)).await?;
            }
        }
        Ok(())
    }

    /// Looks whether anything may be done at all, and ends what was left half done if that is wanted.
    async fn ready(&self, resume: bool, told: &mut (dyn FnMut(&str) + Send)) -> Result<State> {
        let state = self.state().await?;
        if let State::Unknown { tables } = &state {
            bail!(
                "the database has {} tables ({}, …) and no record of revisions: use an empty one, or say with `depicted db \
                 stamp REV` which revision it is",
                tables.len(),
                tables[0]
            );
        }
        state.known(self.migrations)?;
        let Some(row) = state.half_done() else { return Ok(state) };
        if !resume {
            bail!("{}", half_done(row));
        }
        let migration = self.migrations.iter().find(|migration| migration.number == row.number);
        let way = if row.state == "down" { Way::Down } else { Way::Up };
        self.run(migration.context("no such migration")?, way, row.statements, told).await?;
        self.state().await
    }

    async fn run(
        &self,
        migration: &Migration,
        way: Way,
        skip: u32,
        told: &mut (dyn FnMut(&str) + Send),
    ) -> Result<()> {
        let begun = Instant::now();
        let statements = self.statements(migration, way);
        let name = title(self.migrations, migration.number);
        let verb = if way == Way::Up { "upgrade to" } else { "downgrade from" };
        let done = match self.db.get_database_backend() {
            DbBackend::MySql => self.step_by_step(migration, way, &statements, skip, begun).await,
            _ => self.at_once(migration, way, &statements, begun).await,
        };
        done.with_context(|| format!("{verb} {name} failed"))?;
        told(&format!("{verb} {name}: {} statements, {} ms", statements.len(), begun.elapsed().as_millis()));
        Ok(())
    }

    /// All or nothing.
    async fn at_once(
        &self,
        migration: &Migration,
        way: Way,
        statements: &[String],
        begun: Instant,
    ) -> Result<()> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let options = if self.db.get_database_backend() == DbBackend::Sqlite {
            options
        } else {
            TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        record::install(&tx).await?;
        for (at, sql) in statements.iter().enumerate() {
            tx.execute_unprepared(sql).await.with_context(|| {
                format!(
                    "statement {} of {} failed, and all of it was undone: {sql}",
                    at + 1,
                    statements.len()
                )
            })?;
        }
        self.end(&tx, migration, way, statements.len(), begun).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Where each statement is final: says before and after each how far it came.
    async fn step_by_step(
        &self,
        migration: &Migration,
        way: Way,
        statements: &[String],
        skip: u32,
        begun: Instant,
    ) -> Result<()> {
        record::install(&self.db).await?;
        let mark = if way == Way::Up { "up" } else { "down" };
        record::write(&self.db, &self.row(migration, mark, skip)).await?;
        for (at, sql) in statements.iter().enumerate().skip(skip as usize) {
            self.db.execute_unprepared(sql).await.with_context(|| {
                format!(
                    "statement {} of {} failed, and those before it stay, since this database cannot undo them; see to the \
                     cause, then `--resume` goes on with it: {sql}",
                    at + 1,
                    statements.len()
                )
            })?;
            record::count(&self.db, migration.number, at as u32 + 1).await?;
        }
        self.end(&self.db, migration, way, statements.len(), begun).await
    }

    async fn end(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
        way: Way,
        statements: usize,
        begun: Instant,
    ) -> Result<()> {
        match way {
            Way::Up => {
                let duration_ms = i64::try_from(begun.elapsed().as_millis())?;
                let row = Row { duration_ms, ..self.row(migration, "done", statements as u32) };
                record::write(db, &row).await
            }
            Way::Down => record::remove(db, migration.number).await,
        }
    }

    fn statements(&self, migration: &Migration, way: Way) -> Vec<String> {
        let mut steps = Steps::new(self.db.get_database_backend());
        match way {
            Way::Up => (migration.up)(&mut steps),
            Way::Down => (migration.down)(&mut steps),
        }
        steps.into_statements()
    }

    fn row(&self, migration: &Migration, state: &str, statements: u32) -> Row {
        Row {
            number: migration.number,
            name: migration.name.into(),
            state: state.into(),
            statements,
            applied: (self.clock)().0,
            duration_ms: 0,
        }
    }
}

/// What is said of a migration that was begun and not ended.
pub(crate) fn half_done(row: &Row) -> String {
    let verb = if row.state == "down" { "downgrade" } else { "upgrade" };
    format!(
        "revision {:04}_{} was left after {} statements of its {verb}: restore a backup; or see to the cause, then `depicted db \
         {verb} --resume` goes on; or finish it by hand and say so with `depicted db stamp REV`",
        row.number, row.name, row.statements
    )
}
