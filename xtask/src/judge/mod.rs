//! The engine against the reference prototype of its metric, over rendered and labelled pairs of pages.
//!
//! The generator of the pairs and the prototype live beside the repository (`../shared/judgement`); what they
//! make is kept under `target/judgement`, so a second run only runs the engine.

mod agreement;
mod engine;
mod pairs;
mod python;
mod quality;
mod record;
mod set;
mod tool;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

pub(crate) use pairs::run as pairs;
use set::Set;
use tool::Tool;

use crate::workspace;

/// Which set of pairs to use.
#[derive(Debug, clap::Args)]
struct SetArgs {
    /// Seed of the pages and of their changes
    #[arg(long, default_value_t = 6)]
    seed: u32,
    /// Size of the set: 1 is about 320 pairs and ten minutes, 0.2 is a quick look
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// Use this rendered set instead of rendering one
    #[arg(long, value_name = "DIR", conflicts_with_all = ["seed", "scale"])]
    set: Option<PathBuf>,
}

/// Options of `cargo xtask judge-reference`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask judge-reference                            the full set of seed 6
  cargo xtask judge-reference --seed 9 --scale 0.2       a quick look at pages not seen before
  cargo xtask judge-reference --set DIR --keep-going     a set rendered earlier; list every failure

Scores agree when |score - reference| <= max(0.01 * reference, 0.005), with the same verdict wherever the
reference is outside 0.99..1.01. The record goes to benches/record/judge-reference-seed<N>.md.")]
pub(crate) struct ReferenceArgs {
    #[command(flatten)]
    set: SetArgs,
    /// Go on where the engine fails on a pair, and list it at the end
    #[arg(long)]
    keep_going: bool,
    /// Judge this `depicted` binary instead of building target/release/depicted
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

/// Options of `cargo xtask judge-pairs`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask judge-pairs                make them from seed 6, as committed
  cargo xtask judge-pairs --set DIR      from a set rendered earlier

The same set and prototype give the same pairs. Look at the difference in git before you commit it.")]
pub(crate) struct PairsArgs {
    #[command(flatten)]
    set: SetArgs,
}

/// Runs the prototype and the engine over a set, compares them, and writes the record.
pub(crate) fn reference(args: &ReferenceArgs) -> Result<()> {
    let set = prepare(&args.set)?;
    let binary = match &args.binary {
        Some(binary) => fs::canonicalize(binary).with_context(|| format!("--binary {}", binary.display()))?,
        None => engine::build()?,
    };
    let run = engine::run(&binary, &set, args.keep_going)?;
    engine::write_scores(&set, &run)?;
    let agreement = agreement::compare(&set, &run);
    let table = record::tables(&set, &run, &agreement);
    println!("\n{table}");
    let path = record::write(&set, &table)?;
    println!("the record is {}", workspace::display(&path));
    let unexplained = agreement.disagreements.iter().filter(|row| row.reason().is_none()).count();
    let troubled = unexplained + run.failures.len();
    if troubled > 0 {
        bail!("{troubled} pairs do not agree with the reference; they are listed above");
    }
    Ok(())
}

/// The set that the arguments ask for, rendered and scored by the prototype.
fn prepare(args: &SetArgs) -> Result<Set> {
    let cache = cache()?;
    let dir = match &args.set {
        Some(dir) => fs::canonicalize(dir).with_context(|| format!("--set {}", dir.display()))?,
        None => set::render(&cache, args.seed, args.scale)?,
    };
    python::score(&cache, &dir)?;
    set::load(&dir, args.set.is_none().then_some(args.scale))
}

/// The folder that keeps the tools and the sets.
fn cache() -> Result<PathBuf> {
    let cache = workspace::target().join("judgement");
    fs::create_dir_all(&cache).with_context(|| format!("can't make {}", workspace::display(&cache)))?;
    Ok(cache)
}
