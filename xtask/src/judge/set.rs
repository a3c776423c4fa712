//! A rendered set: its labels and the prototype's scores.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Tool;
use crate::workspace;

/// What a pair is, by the generator's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Only rendered differently: a person says "same".
    Noise,
    /// One real edit: a person says "different".
    Change,
    /// A real edit under noise: "different" too.
    Mixed,
    /// Never counted for or against a verdict.
    Ambiguous,
}

/// One labelled pair.
#[derive(Debug, Deserialize)]
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The pictures, relative to the set.
    pub(super) a: String,
    pub(super) b: String,
    size: [u32; 2],
    size_b: [u32; 2],
}

impl Pair {
    /// Whether the prototype can score the pair.
    pub(super) fn has_equal_sizes(&self) -> bool {
        self.size == self.size_b
    }
}

/// The prototype's answer for one pair.
#[derive(Debug, Deserialize)]
pub(super) struct Reference {
    #[serde(rename = "dm")]
    pub(super) score: f64,
    #[serde(rename = "dm-nu")]
    pub(super) census: f64,
}

/// A rendered set that the prototype has scored.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) dir: PathBuf,
    pub(super) seed: u32,
    /// `None` for a set that was rendered elsewhere.
    pub(super) scale: Option<f64>,
    /// The browser's version.
    pub(super) chromium: String,
    pub(super) pairs: Vec<Pair>,
    pub(super) reference: HashMap<String, Reference>,
}

#[derive(Deserialize)]
struct Labels {
    seed: u32,
    chromium: String,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Scores {
    scores: HashMap<String, Reference>,
}

/// Renders a set into the cache, unless it is there.
pub(super) fn render(cache: &Path, seed: u32, scale: f64) -> Result<PathBuf> {
    let dir = cache.join(format!("set-{seed}-{scale}"));
    if dir.join("labels.json").is_file() {
        println!("{}: rendered earlier", workspace::display(&dir));
        return Ok(dir);
    }
    // An interrupted run must not leave something that looks like a set.
    let part = cache.join(format!("set-{seed}-{scale}.part"));
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("can't remove {}", workspace::display(&part)))?;
    }
    println!("the set of seed {seed} at scale {scale} is rendered; a full set takes about ten minutes");
    Tool::copy(cache)?.render(seed, scale, &part)?;
    fs::rename(&part, &dir).with_context(|| format!("can't rename {}", workspace::display(&part)))?;
    Ok(dir)
}

/// Reads a set and checks that every pair has the prototype's score.
pub(super) fn load(dir: &Path, scale: Option<f64>) -> Result<Set> {
    let Labels { seed, chromium, pairs } = read(&dir.join("labels.json"))?;
    let Scores { scores: reference } = read(&dir.join("scores-ours.json"))?;
    if let Some(pair) = pairs.iter().find(|pair| !reference.contains_key(&pair.id)) {
        bail!("scores-ours.json has no score for pair {}; delete the file, and it is made again", pair.id);
    }
    Ok(Set { dir: dir.to_path_buf(), seed, scale, chromium, pairs, reference })
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text =
        fs::read_to_string(path).with_context(|| format!("can't read {}", workspace::display(path)))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is not what it should be", workspace::display(path)))
}
