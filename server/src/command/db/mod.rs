//! `depicted db`.

mod args;
mod backup;
mod schema;
#[cfg(test)]
mod tests;

pub use args::{DbArgs, DbCommand};

use anyhow::{Context, Result};

use crate::blob::Blobs;
use crate::store::connect;
use crate::{clock, import, migrations};

/// Does what was typed; `told` gets what people are to read. The answer is whether all is well: `check` may find that it
/// is not.
///
/// # Errors
/// When it cannot be done; nothing was changed then, or the message says what.
pub async fn db(args: DbArgs, mut told: impl FnMut(&str) + Send) -> Result<bool> {
    let place = &args.place;
    if place.database.is_none() {
        std::fs::create_dir_all(&place.data)
            .with_context(|| format!("cannot make the folder {}", place.data.display()))?;
    }
    let url = place.database_url();
    match args.command {
        DbCommand::Backup { target } => backup::backup(&url, &place.blobs_url(), &target, &mut told).await?,
        DbCommand::Restore { source } => backup::restore(&url, &place.blobs_url(), &source, &mut told)?,
        DbCommand::ImportDpxdt { from } => {
            let wait = migrations::runner::WAIT;
            migrations::start::ready(&url, migrations::ALL, clock::system(), wait, &mut told).await?;
            let (store, blobs) = (connect::connect(&url).await?, Blobs::open(&place.blobs_url())?);
            import::import(&from, &store, &blobs, clock::system()().0, &mut told).await?;
        }
        command => return schema::run(command, &url, migrations::ALL, clock::system(), &mut told).await,
    }
    Ok(true)
}
