//! The database: SQLite, PostgreSQL or MySQL, by its URL.

pub(crate) mod connect;
pub(crate) mod entity;
pub(crate) mod schema;

use std::sync::Arc;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// A database, and the turn to write to it.
#[derive(Clone)]
pub(crate) struct Store {
    db: DatabaseConnection,
    /// SQLite has one writer at a time. Waiting here is fair and costs nothing; waiting in SQLite is polling.
    turn: Option<Arc<Mutex<()>>>,
}

/// One transaction that writes. It is undone unless [committed](Write::commit).
pub(crate) struct Write {
    tx: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Store {
    pub(crate) fn new(db: DatabaseConnection) -> Self {
        let turn = (db.get_database_backend() == DbBackend::Sqlite).then(Arc::default);
        Self { db, turn }
    }

    /// For reading.
    pub(crate) fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// The kind of database.
    pub(crate) fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    /// Begins a transaction that writes. Rows that it decides by are to be read with `lock_exclusive()`, in the order
    /// release, run, task, so that two such transactions wait for each other and never in a circle.
    pub(crate) async fn begin(&self) -> Result<Write, DbErr> {
        let turn = match &self.turn {
            Some(turn) => Some(turn.clone().lock_owned().await),
            None => None,
        };
        let options = match self.backend() {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            },
            _ => TransactionOptions {
                isolation_level: Some(IsolationLevel::ReadCommitted),
                ..Default::default()
            },
        };
        Ok(Write { tx: self.db.begin_with_options(options).await?, _turn: turn })
    }
}

impl Write {
    /// Makes it so.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.tx.commit().await
    }
}

impl std::ops::Deref for Write {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}
