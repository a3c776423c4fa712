//! How fast the engine is, and how large: `cargo xtask bench`.
//!
//! Four kinds of figures go into a record: the benchmarks of `benches/`, on pages made from a seed, which any machine can
//! repeat; two of their groups once more without the second copies of the kernels; the command line on real pairs of
//! screenshots, where the corpus is at hand, with the memory it takes; and the sizes of what is built.

mod command_line;
mod criterion;
mod kernels;
pub(crate) mod machine;
mod record;
mod sizes;

use anyhow::Result;
use clap::ValueEnum;

use crate::workspace;
use criterion::Run;

/// Options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask bench                                   everything, and a record of it in benches/record
  cargo xtask bench --only sizes                      how large the program and the engine are
  cargo xtask bench --only stages --filter decode/    these benchmarks alone
  cargo xtask bench --quick                           see that it all works; its figures are rough

The record is named for the day and the processor, and is written only when everything was measured, and not in haste.
Keep the machine idle: the figures of a busy one are no figures.")]
pub(crate) struct Args {
    /// Measure only this; may be given several times
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    /// Run only benchmarks whose name matches this regular expression; besides those they are held against
    #[arg(long, value_name = "REGEX")]
    filter: Option<String>,
    /// Measure as shortly as can be
    #[arg(long)]
    quick: bool,
}

/// A part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The benchmarks, stage by stage and end to end
    Stages,
    /// Kernels with and without the widest registers
    Kernels,
    /// The command line on screenshots, with its memory
    CommandLine,
    /// The sizes of the program, and of the engine by feature
    Sizes,
}

/// Measures, shows the figures, and records them.
pub(crate) fn run(args: &Args) -> Result<()> {
    let run = Run { filter: args.filter.as_deref(), quick: args.quick };
    let mut chapters = Vec::new();
    for part in Part::value_variants() {
        if !args.only.is_empty() && !args.only.contains(part) {
            continue;
        }
        let chapter = match part {
            Part::Stages => record::stages(&run.measure(criterion::Build::AsShipped)?),
            Part::Kernels => record::kernels(&kernels::measure(&run)?),
            Part::CommandLine => record::command_line(command_line::measure(args.quick)?.as_deref()),
            Part::Sizes => record::sizes(&sizes::measure(args.quick)?),
        };
        println!("\n{chapter}");
        chapters.push(chapter);
    }
    if args.only.is_empty() && args.filter.is_none() && !args.quick {
        println!("written to {}", workspace::display(&record::write(&chapters)?));
    } else {
        println!("no record was written, since this is not all that belongs into it");
    }
    Ok(())
}
