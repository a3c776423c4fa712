//! Runs the engine over a set through its command line, as people do.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::set::{Pair, Set};
use crate::process::Call;
use crate::workspace;

/// What `depicted diff --json` prints, as far as it is judged.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    /// 0 where the pictures are equal.
    #[serde(deserialize_with = "zero_for_null")]
    pub(super) score: f64,
    #[serde(deserialize_with = "zero_for_null")]
    pub(super) census: f64,
    #[serde(deserialize_with = "zero_for_null")]
    distortion: f64,
}

/// The engine's answers for a set.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The answer for each pair.
    pub(super) answers: HashMap<String, Answer>,
    /// Pairs the engine failed on, and how.
    pub(super) failures: Vec<(String, String)>,
    /// Time spent in all calls.
    pub(super) elapsed: Duration,
}

/// Builds the command-line tool and returns its path.
pub(super) fn build() -> Result<PathBuf> {
    Call::cargo().words("build --release --package depicted-cli --bin depicted").run()?;
    Ok(workspace::target().join("release/depicted"))
}

/// Compares every pair of the set; stops at the first failure unless told to go on.
pub(super) fn run(binary: &Path, set: &Set, keep_going: bool) -> Result<Run> {
    let mut run = Run::default();
    for (index, pair) in set.pairs.iter().enumerate() {
        let start = Instant::now();
        let answer = compare(binary, set, pair);
        run.elapsed += start.elapsed();
        match answer {
            Ok(answer) => {
                run.answers.insert(pair.id.clone(), answer);
            }
            Err(error) if keep_going => run.failures.push((pair.id.clone(), format!("{error:#}"))),
            Err(error) => {
                return Err(error.context(format!("pair {} (--keep-going lists such pairs)", pair.id)));
            }
        }
        if (index + 1) % 40 == 0 || index + 1 == set.pairs.len() {
            println!(
                "engine: {} of {} pairs, {:.0} s",
                index + 1,
                set.pairs.len(),
                run.elapsed.as_secs_f64()
            );
        }
    }
    Ok(run)
}

/// Writes the scores in the form that the judgement report joins.
pub(super) fn write_scores(set: &Set, run: &Run) -> Result<()> {
    let row = |answer: &Answer| {
        json!({
            "engine": answer.score,
            "engine-census": answer.census,
            "engine-distortion": answer.distortion,
        })
    };
    let scores: serde_json::Map<_, _> =
        run.answers.iter().map(|(id, answer)| (id.clone(), row(answer))).collect();
    let ms = run.elapsed.as_secs_f64() * 1e3;
    let text = json!({ "scores": scores, "ms": { "engine": ms }, "n": run.answers.len() }).to_string();
    let path = set.dir.join("scores-engine.json");
    fs::write(&path, text).with_context(|| format!("can't write {}", workspace::display(&path)))
}

fn compare(binary: &Path, set: &Set, pair: &Pair) -> Result<Answer> {
    let call = Call::new(binary).words("diff --json --metric perceptual");
    let output = call.arg(set.dir.join(&pair.a)).arg(set.dir.join(&pair.b)).output()?;
    // 0 is same, 1 is different, everything else is trouble.
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!(
            "`depicted diff` ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).with_context(|| format!("`depicted diff --json` printed {:?}", text.trim()))
}

fn zero_for_null<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
