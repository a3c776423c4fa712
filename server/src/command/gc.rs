//! `depicted gc`.

use anyhow::Result;
use clap::Args;

use crate::blob::Blobs;
use crate::gc::{Options, collect};
use crate::settings::Place;
use crate::store::connect;
use crate::{clock, migrations};

/// Remove what nobody needs any more: old releases, files that nothing names, notes that ran out
///
/// Releases go that are decided and older than their build keeps them, except the last good one, which others are compared
/// with. To be run once a day; the server may run meanwhile.
#[derive(Clone, Debug, Args)]
pub struct GcArgs {
    /// Where everything is.
    #[command(flatten)]
    pub place: Place,
    /// Removes nothing, and says what would be removed
    #[arg(long)]
    pub dry_run: bool,
    /// Leaves files alone that are younger than this
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    pub grace_hours: u32,
}

/// Does it once; `told` gets what people are to read.
///
/// # Errors
/// When the database or the files cannot be reached. What was removed until then stays removed.
pub async fn gc(args: GcArgs, mut told: impl FnMut(&str) + Send) -> Result<()> {
    let url = args.place.database_url();
    let state = migrations::record::read(&connect::alone(&url).await?).await?;
    state.known(migrations::ALL)?;
    if state.number() != migrations::ALL.len() as u32 || state.half_done().is_some() {
        anyhow::bail!("the schema is not what this program needs: see `depicted db check`");
    }
    let (store, blobs) = (connect::connect(&url).await?, Blobs::open(&args.place.blobs_url())?);
    let options = Options { dry_run: args.dry_run, grace_ms: i64::from(args.grace_hours) * 60 * 60 * 1000 };
    let removed = collect(&store, &blobs, clock::system()(), options).await?;
    told(&format!("{} {removed}", if args.dry_run { "would remove" } else { "removed" }));
    Ok(())
}
