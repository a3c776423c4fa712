//! What a server does about the schema when it starts.

use std::time::Duration;

use anyhow::{Result, bail};
use sea_orm::DbBackend;

use super::record::State;
use super::runner::{Runner, half_done};
use super::{Migration, title};
use crate::clock::Clock;

/// Makes the tables of an empty database, and upgrades one of SQLite, which is this server's alone. Others are shared, and
/// when they change is for people to say.
///
/// # Errors
/// When the schema is not what this program needs; the message says what to run.
pub(crate) async fn ready(
    url: &str,
    migrations: &[Migration],
    clock: Clock,
    wait: Duration,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let runner = Runner::open(url, migrations, clock, wait, told).await?;
    let done = check(&runner, migrations, told).await;
    runner.close().await?;
    done
}

async fn check(
    runner: &Runner<'_>,
    migrations: &[Migration],
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let head = migrations.last().map_or(0, |last| last.number);
    let state = runner.state().await?;
    state.known(migrations)?;
    if let Some(row) = state.half_done() {
        bail!("{}", half_done(row));
    }
    match state {
        State::Recorded(_) if state.number() == head => Ok(()),
        State::Recorded(_) if state.number() > 0 && runner.db.get_database_backend() != DbBackend::Sqlite => {
            bail!(
                "the database is at {}, and this program needs {}: make a backup, then run `depicted db upgrade` with the same \
                 --database",
                title(migrations, state.number()),
                title(migrations, head)
            )
        }
        _ => runner.upgrade(head, false, told).await,
    }
}
