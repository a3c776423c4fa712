//! npm's pixelmatch: one process of Node answers all jobs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use depicted_tests::places;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One job, as `pixelmatch.mjs` reads it.
#[derive(Debug, Serialize)]
pub(super) struct Job {
    pub(super) id: String,
    pub(super) before: PathBuf,
    pub(super) after: PathBuf,
    /// In the words of npm's pixelmatch.
    pub(super) options: Map<String, Value>,
    /// Where the highlight goes as raw RGBA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) output: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) id: String,
    pub(super) count: Option<u64>,
    #[serde(default)]
    pub(super) error: String,
}

/// Whether Node and the package are there.
pub(super) fn present() -> bool {
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let package = places::differential().join("node_modules/pixelmatch/package.json");
    let version = fs::read(package).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    let pinned = version.is_some_and(|package| package["version"] == "7.2.0");
    super::present("npm's pixelmatch 7.2.0", node && pinned)
}

/// Answers jobs in their order.
pub(super) fn answer(jobs: &[Job], folder: &Path) -> Vec<Answer> {
    let lines: Vec<String> = jobs.iter().map(|job| serde_json::to_string(job).unwrap()).collect();
    let input = folder.join("jobs.jsonl");
    fs::write(&input, lines.join("\n")).unwrap();
    let mut node = Command::new("node");
    node.arg("pixelmatch.mjs").current_dir(places::differential()).stdin(File::open(input).unwrap());
    let output = node.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "node: {}", output.status);
    let answers: Vec<Answer> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert_eq!(answers.len(), jobs.len());
    answers
}
