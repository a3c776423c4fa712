//! Reference tools of npm: one process of Node answers all jobs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use depicted_tests::places;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A package and the script that asks it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    package: &'static str,
    version: &'static str,
    script: &'static str,
}

/// The reference of `pixelmatch`.
pub(super) const PIXELMATCH: Reference =
    Reference { package: "pixelmatch", version: "7.2.0", script: "pixelmatch.mjs" };

/// The reference of `odiff`.
pub(super) const ODIFF: Reference = Reference { package: "odiff-bin", version: "4.5.0", script: "odiff.mjs" };

/// One job, as the scripts read it.
#[derive(Debug, Serialize)]
pub(super) struct Job {
    pub(super) id: String,
    pub(super) before: PathBuf,
    pub(super) after: PathBuf,
    /// In the words of the reference.
    pub(super) options: Map<String, Value>,
    /// Where the highlight goes: as raw RGBA by pixelmatch, as PNG by odiff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) output: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) id: String,
    pub(super) count: Option<u64>,
    /// The share of different pixels with two decimals, where the reference tells it.
    pub(super) percentage: Option<f64>,
    #[serde(default)]
    pub(super) error: String,
}

impl Reference {
    /// Whether Node and the package are there, and what it runs.
    pub(super) fn present(self) -> bool {
        let Self { package, version, .. } = self;
        let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
        let json = places::differential().join("node_modules").join(package).join("package.json");
        let json = fs::read(json).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
        let pinned = json.is_some_and(|json| json["version"] == version);
        super::present(&format!("npm's {package} {version}"), node && pinned && self.runs())
    }

    /// odiff is a program: there has to be one for this machine. On riscv64 it has arithmetic of its own, in `f32`.
    fn runs(self) -> bool {
        if self.package != ODIFF.package {
            return true;
        }
        let mut node = Command::new("node");
        node.args([self.script, "--version"]).current_dir(places::differential());
        let said = node.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        !cfg!(target_arch = "riscv64") && said.is_ok_and(|said| said.contains(self.version))
    }

    /// Answers jobs in their order.
    pub(super) fn answer(self, jobs: &[Job], folder: &Path) -> Vec<Answer> {
        let lines: Vec<String> = jobs.iter().map(|job| serde_json::to_string(job).unwrap()).collect();
        let input = folder.join("jobs.jsonl");
        fs::write(&input, lines.join("\n")).unwrap();
        let mut node = Command::new("node");
        node.arg(self.script).current_dir(places::differential()).stdin(File::open(input).unwrap());
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
}
