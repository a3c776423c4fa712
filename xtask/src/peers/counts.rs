//! Whether the counts are what we think they are: ours of a metric against those of the tool it is named for.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::install::Peers;
use super::pairs::{Expected, Pair};
use super::tools::{Tool, depicted, script};
use crate::process::Call;

#[derive(Deserialize)]
struct Report {
    pixels: Pixels,
}

#[derive(Deserialize)]
struct Pixels {
    different: u64,
}

/// Compares the counts of `pixelmatch` and `odiff` with npm's; fails where they are not the same.
pub(super) fn check(pair: &Pair, peers: &Peers) -> Result<()> {
    if pair.expected == Expected::Sizes {
        return Ok(());
    }
    if Tool::Node("pixelmatch").takes(pair, peers) {
        let call = Call::new("node").arg(script("compare.mjs")).arg(peers.packages()).arg("pixelmatch");
        let count = call.arg(&pair.before).arg(&pair.after).output()?;
        same("pixelmatch", pair, String::from_utf8_lossy(&count.stdout).trim())?;
    }
    if Tool::Odiff.takes(pair, peers) {
        let call = Call::new(peers.odiff()).arg("--parsable-stdout").arg(&pair.before).arg(&pair.after);
        let said = call.output()?;
        let said = String::from_utf8_lossy(&said.stdout);
        // `count;percentage`, and nothing where the pictures are the same.
        let count = said.split(';').next().unwrap_or_default().trim();
        same("odiff", pair, if count.is_empty() { "0" } else { count })?;
    }
    Ok(())
}

fn same(metric: &str, pair: &Pair, count: &str) -> Result<()> {
    let call =
        Call::new(depicted()).words("diff --json --metric").arg(metric).arg(&pair.before).arg(&pair.after);
    let output = call.output()?;
    let report: Report = serde_json::from_slice(&output.stdout).with_context(|| {
        format!("no report of '{}': {}", pair.name, String::from_utf8_lossy(&output.stderr))
    })?;
    if report.pixels.different.to_string() != count {
        bail!(
            "'{}' has {} different pixels by {metric} here, and {count} there",
            pair.name,
            report.pixels.different
        );
    }
    Ok(())
}
