//! The commands that look at a schema or change it.

use anyhow::{Result, bail};
use jiff::Timestamp;

use super::DbCommand;
use crate::clock::Clock;
use crate::migrations::record::{self, State};
use crate::migrations::runner::{Runner, WAIT, half_done};
use crate::migrations::{Migration, number, revision, title};
use crate::store::connect;
use crate::store::schema::difference::{self, Difference};
use crate::store::schema::{expected, found};

/// Does one of them; whether all is well.
pub(crate) async fn run(
    command: DbCommand,
    url: &str,
    migrations: &[Migration],
    clock: Clock,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<bool> {
    match command {
        DbCommand::Current => current(url, migrations, told).await,
        DbCommand::History => history(url, migrations, told).await,
        DbCommand::Check => check(url, migrations, told).await,
        DbCommand::Revision { message, autogenerate, folder } => {
            let differences = if autogenerate { differences(url).await? } else { Vec::new() };
            for difference in &differences {
                told(&format!("Detected {difference}"));
            }
            if autogenerate && differences.is_empty() {
                told("Detected no difference; the migration is empty");
            }
            let next = migrations.last().map_or(0, |last| last.number) + 1;
            let path = revision::write(&folder, next, &message, &differences)?;
            told(&format!("wrote {}: look it through before it is used", path.display()));
            Ok(true)
        }
        command => {
            let runner = Runner::open(url, migrations, clock, WAIT, told).await?;
            let done = change(&runner, command, migrations, told).await;
            runner.close().await?;
            done.map(|()| true)
        }
    }
}

async fn change(
    runner: &Runner<'_>,
    command: DbCommand,
    migrations: &[Migration],
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let before = runner.state().await?.number();
    match command {
        DbCommand::Upgrade { revision, resume } => {
            runner.upgrade(number(migrations, &revision, before)?, resume, told).await?;
        }
        DbCommand::Downgrade { revision, resume } => {
            runner.downgrade(number(migrations, &revision, before)?, resume, told).await?;
        }
        DbCommand::Stamp { revision } => runner.stamp(number(migrations, &revision, before)?).await?,
        DbCommand::Reset { yes: false } => {
            bail!("this removes everything that the database holds: say so with --yes")
        }
        DbCommand::Reset { yes: true } => {
            runner.downgrade(0, false, told).await?;
            runner.upgrade(number(migrations, "head", 0)?, false, told).await?;
        }
        _ => {}
    }
    let after = runner.state().await?.number();
    told(&format!("the database is at {}", title(migrations, after)));
    Ok(())
}

async fn current(url: &str, migrations: &[Migration], told: &mut (dyn FnMut(&str) + Send)) -> Result<bool> {
    let state = read(url).await?;
    let head = migrations.last().map_or(0, |last| last.number);
    let mut line = title(migrations, state.number());
    match &state {
        State::Empty => line = "empty".into(),
        State::Unknown { tables } => {
            line = format!("unknown: {} tables and no record of revisions", tables.len());
        }
        State::Recorded(rows) => {
            if let Some(last) = rows.last().filter(|last| last.number > head) {
                line = format!("{:04}_{} (newer than this program)", last.number, last.name);
            } else if state.number() == head {
                line += " (head)";
            }
        }
    }
    told(&line);
    if let Some(row) = state.half_done() {
        told(&half_done(row));
    }
    Ok(state.half_done().is_none())
}

async fn history(url: &str, migrations: &[Migration], told: &mut (dyn FnMut(&str) + Send)) -> Result<bool> {
    let state = read(url).await?;
    for migration in migrations {
        let row = state.rows().iter().find(|row| row.number == migration.number);
        let when = match row {
            None => "not applied".to_owned(),
            Some(row) if row.state != "done" => format!("half done, {} statements", row.statements),
            Some(row) => format!("{}  {} ms", Timestamp::from_millisecond(row.applied)?, row.duration_ms),
        };
        told(&format!("{:<24} {when}", title(migrations, migration.number)));
    }
    Ok(true)
}

async fn check(url: &str, migrations: &[Migration], told: &mut (dyn FnMut(&str) + Send)) -> Result<bool> {
    let state = read(url).await?;
    state.known(migrations)?;
    if let Some(row) = state.half_done() {
        told(&half_done(row));
        return Ok(false);
    }
    let head = migrations.last().map_or(0, |last| last.number);
    if state.number() != head {
        told(&format!(
            "the database is at {}, and this program needs {}",
            title(migrations, state.number()),
            title(migrations, head)
        ));
    }
    let differences = differences(url).await?;
    for difference in &differences {
        told(&format!("Detected {difference}"));
    }
    if differences.is_empty() && state.number() == head {
        told("the schema is what this program needs");
        return Ok(true);
    }
    Ok(false)
}

/// What has to change in the database so that it is what the entities ask for.
async fn differences(url: &str) -> Result<Vec<Difference>> {
    let store = connect::connect(url).await?;
    let mut there = found::schema(store.db()).await?;
    there.retain(|table| table.name != record::TABLE);
    Ok(difference::between(&there, &expected::schema(store.backend())))
}

async fn read(url: &str) -> Result<State> {
    let db = connect::alone(url).await?;
    let state = record::read(&db).await;
    db.close().await?;
    state
}
