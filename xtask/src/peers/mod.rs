//! The command line beside others that compare pictures: `cargo xtask bench-peers`.
//!
//! Peers come from their registries, each in the version that its figures belong to. Everybody compares the same pairs in
//! turns, with and without drawing; time, memory and the size of pictures are those of whole processes.

mod counts;
mod folders;
mod growth;
mod install;
mod pairs;
mod record;
mod squeeze;
mod summary;
mod tools;
mod usage;
mod versus;

use anyhow::Result;
use clap::ValueEnum;

use crate::process::Call;
use crate::workspace;
use install::Peers;

/// Options of `cargo xtask bench-peers`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask bench-peers                           everything, and a record of it in benches/record
  cargo xtask bench-peers --only pairs --filter photo
                                                    these pairs alone
  cargo xtask bench-peers --quick                   see that it all works; its figures are rough

Peers and pairs are kept in target/peers. The first run builds peers from source, for some minutes; the run itself takes
about ten. Keep the machine idle. What cannot be installed is said, and left out.")]
pub(crate) struct Args {
    /// Measure only this; may be given several times
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    /// Measure only pairs whose name contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// One turn over three small pairs
    #[arg(long)]
    quick: bool,
}

/// A part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Everybody on every pair, and the ratios
    Pairs,
    /// Many pairs at once
    Folders,
    /// Memory of long pages, and the time to start
    Growth,
}

/// Measures, shows the figures, and records them.
pub(crate) fn run(args: &Args) -> Result<()> {
    let peers = Peers::install()?;
    // The engine alone, as its peers are.
    Call::cargo()
        .words("build --release --package depicted-cli --no-default-features --features engine")
        .run()?;
    Call::cargo().words("build --release --package depicted-benches --bins").run()?;
    let mut chapters = Vec::new();
    for part in Part::value_variants() {
        if !args.only.is_empty() && !args.only.contains(part) {
            continue;
        }
        let new = match part {
            Part::Pairs => pairs(args, &peers)?,
            Part::Folders => vec![record::folders(&folders::measure(&peers, args.quick)?)],
            Part::Growth => vec![record::growth(&growth::memory(args.quick)?, &growth::start()?)],
        };
        for chapter in new {
            println!("\n{chapter}");
            chapters.push(chapter);
        }
    }
    if args.only.is_empty() && args.filter.is_none() && !args.quick {
        println!("written to {}", workspace::display(&record::write(&chapters)?));
    } else {
        println!("no record was written, since this is not all that belongs into it");
    }
    Ok(())
}

/// The chapters of the pairs.
fn pairs(args: &Args, peers: &Peers) -> Result<Vec<String>> {
    let wanted = |name: &str| args.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()));
    let (mut measured, mut squeezed) = (Vec::new(), Vec::new());
    for pair in pairs::all(args.quick)?.into_iter().filter(|pair| wanted(&pair.name)) {
        println!("measuring {}", pair.name);
        counts::check(&pair, peers)?;
        let figures = versus::measure(&pair, peers, args.quick)?;
        squeezed.extend(squeeze::measure(&pair, &figures, peers)?);
        measured.push((pair, figures));
    }
    Ok(vec![record::pairs(&measured), record::squeezed(&squeezed)])
}
