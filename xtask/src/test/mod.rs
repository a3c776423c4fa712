//! `cargo xtask test`: everything that must pass, in one command.

mod api;
mod fuzz;
mod install;
mod node;
mod python;
mod quick;
mod review;
mod runner;
mod shells;
mod steps;
mod wasm;
mod wasm_package;

use anyhow::Result;

/// Options of `cargo xtask test`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask test                                 install what is missing, then run every step
  cargo xtask test --quick                         only the tests, installing nothing
  cargo xtask test --only clippy --only tests      these steps alone
  DEPICTED_CORPUS=pictures cargo xtask test        take the corpus of real pictures from this folder

The long form installs what is missing: Debian packages by apt-get (as root, or by sudo), cargo-nextest
and cargo-deny by `cargo install`, the Node reference tools and those of the packages into the node_modules
beside their package.json, Python packages into a virtual environment below target.")]
pub(crate) struct Args {
    /// The inner loop: run the workspace's tests with what is installed, and leave the rest out
    #[arg(long, conflicts_with = "only")]
    quick: bool,
    /// Run only this step; may be given several times
    #[arg(long, value_name = "STEP", value_parser = steps::names())]
    only: Vec<String>,
}

/// Runs the steps; fails when one of them failed.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.quick { quick::run() } else { runner::run(&steps::all(), &args.only) }
}
