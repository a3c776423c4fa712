//! Captures a minute beside Playwright, and where their time goes: `cargo xtask bench-captures`.

use std::fs;

use anyhow::{Context, Result};

use crate::bench::machine;
use crate::process::Call;
use crate::workspace;

/// Options of `cargo xtask bench-captures`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Keep the machine idle. The record is written to benches/record.")]
pub(crate) struct Args {
    /// How often everybody captures the 50 pages, in turns
    #[arg(long, value_name = "TIMES", default_value_t = 3)]
    rounds: usize,
}

/// Installs Playwright, measures, shows the figures, and records them.
pub(crate) fn run(args: &Args) -> Result<()> {
    Call::new("npm").words("ci --no-audit --no-fund --silent --prefix benches/captures").run()?;
    let call = Call::cargo().words("run --release --package depicted-capture --example throughput --");
    let figures = call.arg(args.rounds.to_string()).stdout()?;
    println!("{figures}");
    let date = Call::new("date").arg("+%F").stdout()?;
    let date = date.trim();
    let processor = machine::processor();
    let path = workspace::root()
        .join("benches/record")
        .join(format!("{date}-{}-captures.md", machine::slug(&processor)));
    let threads = machine::threads();
    let revision = Call::new("git").words("describe --always --dirty").stdout();
    let revision = revision.map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let text = format!(
        "# Captures a minute beside Playwright, {date}\n\n\
         Made by `cargo xtask bench-captures` at revision {revision}: {processor}, {threads} threads. 50 pages, four at a \
         time, in turns, by the same Chromium; playwright-core of `benches/captures/package-lock.json` with `fullPage` and \
         `animations: 'disabled'`. Playwright takes one shot; Depicted waits for quiet and takes shots until two in a row \
         are equal. Processor time is that of all processes, the browser's among them. Stages are wall time and overlap.\n\n\
         {figures}"
    );
    fs::write(&path, text).with_context(|| format!("can't write {}", workspace::display(&path)))?;
    println!("written to {}", workspace::display(&path));
    Ok(())
}
