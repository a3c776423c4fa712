//! Every tool on one pair, in turns: A B C, A B C, …, so that a busy moment hits all alike.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::install::Peers;
use super::pairs::Pair;
use super::tools::{Said, TOOLS, Tool};
use super::usage::{self, Usage};
use crate::workspace;

/// Turns of a tool, at most.
const TURNS: usize = 7;
/// A tool that took this long on a pair gets no further turn, in milliseconds.
const BUDGET_MS: f64 = 2000.0;

/// What one tool took on one pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    pub(super) tool: Tool,
    /// The median without a picture; `None` where there was none.
    pub(super) quiet: Option<Usage>,
    /// The median with a picture.
    pub(super) drawn: Option<Usage>,
    /// Bytes of the picture; 0 for none.
    pub(super) output_bytes: u64,
    pub(super) said: Said,
}

/// Lets all tools compare a pair, and checks what they say.
pub(super) fn measure(pair: &Pair, peers: &Peers, quick: bool) -> Result<Vec<Figures>> {
    let tools: Vec<Tool> = TOOLS.into_iter().filter(|tool| tool.takes(pair, peers)).collect();
    let turns = if quick { 1 } else { TURNS };
    let mut runs: Vec<[Vec<Usage>; 2]> = tools.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    let mut outputs = vec![0; tools.len()];
    let mut said = vec![None; tools.len()];
    for _ in 0..turns {
        for (index, tool) in tools.iter().enumerate() {
            for draws in [false, true] {
                let done = &mut runs[index][usize::from(draws)];
                if done.iter().map(|run| run.wall_ms).sum::<f64>() > BUDGET_MS {
                    continue;
                }
                let output = output();
                let _ = fs::remove_file(&output);
                let Some(command) = tool.command(peers, pair, draws.then_some(output.as_path())) else {
                    continue;
                };
                let usage = usage::run(command)?;
                let bytes = fs::metadata(&output).map_or(0, |file| file.len());
                let verdict = tool.said(&usage, bytes > 0);
                if !tool.is_right(verdict, pair.expected) {
                    bail!(
                        "{} says {verdict:?} of the pair '{}' (exit code {:?})",
                        tool.name(),
                        pair.name,
                        usage.code
                    );
                }
                said[index] = Some(verdict);
                if verdict != Said::Refused {
                    done.push(usage);
                    outputs[index] = outputs[index].max(bytes);
                }
            }
        }
    }
    let figures = tools.iter().zip(&runs).zip(outputs).zip(said);
    Ok(figures
        .map(|(((tool, [quiet, drawn]), output_bytes), said)| Figures {
            tool: *tool,
            quiet: usage::median(quiet),
            drawn: usage::median(drawn),
            output_bytes,
            said: said.unwrap_or(Said::Refused),
        })
        .collect())
}

/// Where everybody draws.
pub(super) fn output() -> PathBuf {
    workspace::target().join("peers/output.png")
}
