//! One program at a time changes a schema. The lock ends with the program that holds it, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Of PostgreSQL's advisory locks, which are numbers: `depicted` in ASCII.
const NUMBER: i64 = i64::from_be_bytes(*b"depicted");
/// How often it is looked whether the lock is free.
const LOOK: Duration = Duration::from_millis(200);

/// A lock that is held: by the connection that asked for it, or by this file.
#[derive(Debug)]
pub(crate) struct Held {
    _file: Option<File>,
}

/// Takes the lock for the only connection of `db`, or says after `wait` who has it.
pub(crate) async fn take(
    db: &DatabaseConnection,
    url: &str,
    wait: Duration,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<Held> {
    let begun = Instant::now();
    let mut waiting = false;
    loop {
        if let Some(held) = attempt(db, url).await.context("cannot lock the database")? {
            return Ok(held);
        }
        if begun.elapsed() >= wait || !waiting {
            let holder = holder(db, url).await.unwrap_or_else(|_| "somebody".into());
            if begun.elapsed() >= wait {
                bail!(
                    "the schema is being changed by {holder}: waited {} s; try again when that has ended",
                    wait.as_secs()
                );
            }
            told(&format!("waiting for {holder}, which changes the schema"));
            waiting = true;
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn attempt(db: &DatabaseConnection, url: &str) -> Result<Option<Held>> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => return by_file(url),
        DbBackend::MySql => format!("SELECT GET_LOCK({MYSQL_NAME}, 0) = 1 AS held"),
        _ => format!("SELECT CASE WHEN pg_try_advisory_lock({NUMBER}) THEN 1 ELSE 0 END::bigint AS held"),
    };
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let held = row.map(|row| row.try_get::<Option<i64>>("", "held")).transpose()?.flatten();
    Ok((held == Some(1)).then_some(Held { _file: None }))
}

/// Locks of MySQL are the whole server's, and their names have 64 characters.
const MYSQL_NAME: &str = "CONCAT('depicted:', LEFT(SHA1(DATABASE()), 40))";

fn by_file(url: &str) -> Result<Option<Held>> {
    let Some(path) = path(url) else { return Ok(Some(Held { _file: None })) };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "process {}", std::process::id())?;
            file.flush()?;
            Ok(Some(Held { _file: Some(file) }))
        }
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

/// Who has the lock, as far as the database can tell.
async fn holder(db: &DatabaseConnection, url: &str) -> Result<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            let mut text = String::new();
            if let Some(path) = path(url) {
                File::open(path)?.take(100).read_to_string(&mut text)?;
            }
            return Ok(if text.is_empty() { "another process".into() } else { text });
        }
        DbBackend::MySql => format!(
            "SELECT CONCAT('connection ', id, ' of ', user, '@', host, ', for ', time, ' s') AS who \
             FROM information_schema.processlist WHERE id = IS_USED_LOCK({MYSQL_NAME})"
        ),
        _ => format!(
            "SELECT 'process ' || a.pid || ' of ' || a.usename || '@' || coalesce(host(a.client_addr), 'local') || \
             ', since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') AS who \
             FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
             WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database \
             WHERE datname = current_database()) AND l.classid::bigint = {} AND l.objid::bigint = {}",
            NUMBER >> 32,
            NUMBER & 0xffff_ffff
        ),
    };
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(match row {
        Some(row) => row.try_get("", "who")?,
        None => "a program that has just ended".into(),
    })
}

/// The file beside a file of SQLite; none for a database in memory.
fn path(url: &str) -> Option<PathBuf> {
    crate::store::connect::sqlite_path(url).map(|mut path| {
        path.as_mut_os_string().push(".migrating");
        path
    })
}
