//! Memory of a page of 3000 columns, short and very long; and what it takes to start.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::pairs::{self, Expected};
use super::tools::depicted;
use super::usage::{self, Usage};

const WIDTH: u32 = 3000;
/// Rows of the pages: 10 and 500 megapixels.
const HEIGHTS: [u32; 2] = [3333, 166_000];
/// Starts that are timed.
const STARTS: usize = 30;

/// A page of some height, by some metric.
pub(super) struct Row {
    pub(super) metric: &'static str,
    pub(super) megapixels: f64,
    pub(super) usage: Usage,
}

/// Compares pages of growing height, of which one word changed.
pub(super) fn memory(quick: bool) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for height in if quick { [1000, 3333] } else { HEIGHTS } {
        let pair = pairs::seeded("a long page", "word", WIDTH, height, Expected::Different)?;
        for metric in ["pixelmatch", "perceptual"] {
            let mut command = Command::new(depicted());
            command.arg("diff").args([&pair.before, &pair.after]).args(["--quiet", "--metric", metric]);
            rows.push(Row { metric, megapixels: pair.megapixels, usage: usage::run(command)? });
        }
    }
    Ok(rows)
}

/// The program, when it has nothing to do.
pub(super) struct Start {
    pub(super) usage: Option<Usage>,
    pub(super) bytes: u64,
}

/// Starts the program to ask for its version.
pub(super) fn start() -> Result<Start> {
    let runs: Result<Vec<Usage>> = (0..STARTS)
        .map(|_| {
            let mut command = Command::new(depicted());
            command.arg("--version");
            usage::run(command)
        })
        .collect();
    Ok(Start { usage: usage::median(&runs?), bytes: fs::metadata(depicted())?.len() })
}
