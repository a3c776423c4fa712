//! Developer commands of the workspace: `cargo xtask --help`.

mod apt;
mod bench;
mod captures;
mod fuzz;
mod judge;
mod peers;
mod process;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer commands of the Depicted workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
#[command(after_help = "Examples:
  cargo xtask test --quick            the inner loop: only the workspace's tests
  cargo xtask test                    everything that continuous integration runs
  cargo xtask wasm --serve            build the package for browsers, and try its page
  cargo xtask bench                   how fast the engine is, and how much memory it takes
  cargo xtask fuzz                    random input, a minute for each target
  cargo xtask judge-reference         the engine's scores against the reference's")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the tests need, then run everything; --quick runs the tests alone
    Test(test::Args),
    /// Build the npm package depicted-wasm and its page
    Wasm(wasm::Args),
    /// Run the fuzz targets
    Fuzz(fuzz::Args),
    /// Run the benchmarks and record them
    Bench(bench::Args),
    /// Time the command line beside others that compare pictures
    BenchPeers(peers::Args),
    /// Count captures a minute beside Playwright with the same Chromium
    BenchCaptures(captures::Args),
    /// Compare the engine's scores with the reference prototype's over a rendered set
    JudgeReference(judge::ReferenceArgs),
    /// Make the small committed pairs of tests/judge again
    JudgePairs(judge::PairsArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Test(args) => test::run(&args),
        Command::Wasm(args) => wasm::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::BenchPeers(args) => peers::run(&args),
        Command::BenchCaptures(args) => captures::run(&args),
        Command::JudgeReference(args) => judge::reference(&args),
        Command::JudgePairs(args) => judge::pairs(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
