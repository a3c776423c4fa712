//! Random input for the engine: `cargo xtask fuzz`.
//!
//! The targets live in `fuzz/`, a workspace of its own, because libFuzzer needs a nightly compiler. What is made goes
//! to the target folder: `fuzz-build`, `fuzz-corpus` (inputs that reach new code; kept from run to run) and
//! `fuzz-artifacts` (finds).

mod find;
mod target;
mod tools;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process::Call;
use crate::workspace;
use target::{ALL, Target};
use tools::Tools;

/// Options of `cargo xtask fuzz`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask fuzz                         every target for a minute
  cargo xtask fuzz decode --seconds 600    one of them for longer
  cargo xtask fuzz decode --input FILE     one input alone, to look at a find

It needs a nightly compiler, and installs cargo-fuzz where that is missing. See fuzz/README.md.")]
pub(crate) struct Args {
    /// Run only these targets
    #[arg(value_name = "TARGET", value_parser = ALL.map(|target| target.name))]
    targets: Vec<String>,
    /// How long each target runs
    #[arg(long, value_name = "SECONDS", default_value_t = SECONDS)]
    seconds: u64,
    /// Run the target with this input alone
    #[arg(long, value_name = "FILE", requires = "targets", conflicts_with = "seconds")]
    input: Option<PathBuf>,
}

/// What a run by hand spends on each target.
const SECONDS: u64 = 60;
/// What continuous integration spends: enough to see that the targets work.
const SECONDS_OF_A_TEST: u64 = 20;

/// Runs what was asked for; says so where it can't.
pub(crate) fn run(args: &Args) -> Result<()> {
    let chosen =
        |target: &&Target| args.targets.is_empty() || args.targets.iter().any(|name| name == target.name);
    let targets: Vec<&Target> = ALL.iter().filter(chosen).collect();
    let tools = match Tools::find()? {
        Ok(tools) => tools,
        Err(missing) => bail!("{missing}"),
    };
    match &args.input {
        Some(input) => targets.iter().try_for_each(|target| target.try_input(&tools, input)),
        None => fuzz(&tools, &targets, args.seconds),
    }
}

/// Every target for a while; `Some` says why that can't be done here.
pub(crate) fn a_while_each() -> Result<Option<String>> {
    match Tools::find()? {
        Ok(tools) => fuzz(&tools, &ALL.each_ref(), SECONDS_OF_A_TEST).map(|()| None),
        Err(missing) => Ok(Some(missing)),
    }
}

/// A call of Cargo for the fuzz crate without libFuzzer, which any compiler can build.
pub(crate) fn without_fuzzer(words: &str) -> Call {
    let call = Call::cargo().words(words).words("--no-default-features --manifest-path fuzz/Cargo.toml");
    call.arg("--target-dir").arg(tools::build_dir()).all_to_stdout()
}

fn fuzz(tools: &Tools, targets: &[&Target], seconds: u64) -> Result<()> {
    println!("{tools}");
    let mut found = Vec::new();
    for target in targets {
        target.build(tools)?;
        let finds = target.fuzz(tools, Duration::from_secs(seconds))?;
        for find in &finds {
            println!("{}", find.advice(target));
        }
        found.extend(finds);
    }
    if !found.is_empty() {
        let files: Vec<String> = found.iter().map(|find| workspace::display(&find.file)).collect();
        bail!("{} inputs break a promise of the engine: {}", found.len(), files.join(", "));
    }
    Ok(())
}
