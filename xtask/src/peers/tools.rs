//! Everybody who compares: their command lines, and what their exit codes say.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::install::Peers;
use super::pairs::{Expected, Pair};
use super::usage::Usage;
use crate::workspace;

/// Somebody who compares two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// The metric, and whether it gets one thread only.
    Depicted(&'static str, bool),
    Blazediff,
    Odiff,
    Dify,
    ImageMagick,
    /// A package of npm.
    Node(&'static str),
    /// A package of `PyPI`.
    Python(&'static str),
}

/// All of them, ours first: they are what the others are held against.
pub(super) const TOOLS: [Tool; 12] = [
    Tool::Depicted("pixelmatch", false),
    Tool::Depicted("pixelmatch", true),
    Tool::Depicted("perceptual", false),
    Tool::Depicted("exact", false),
    Tool::Blazediff,
    Tool::Odiff,
    Tool::Dify,
    Tool::ImageMagick,
    Tool::Node("pixelmatch"),
    Tool::Node("blazediff"),
    Tool::Python("blazediff"),
    Tool::Python("opencv"),
];

/// Interpreters and ImageMagick take seconds, and gigabytes, for a large picture.
const SLOW_MEGAPIXELS: f64 = 20.0;

/// What a tool said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Same,
    Different,
    /// It compares no such pair.
    Refused,
}

impl Tool {
    pub(super) fn name(self) -> String {
        match self {
            Self::Depicted(metric, false) => metric.to_owned(),
            Self::Depicted(metric, true) => format!("{metric}, 1 thread"),
            Self::Blazediff => "blazediff".to_owned(),
            Self::Odiff => "odiff".to_owned(),
            Self::Dify => "dify".to_owned(),
            Self::ImageMagick => "ImageMagick".to_owned(),
            Self::Node(package) => format!("Node, {package}"),
            Self::Python(package) => format!("Python, {package}"),
        }
    }

    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::Depicted(..))
    }

    /// Whether it is there, and is asked for a picture of that size.
    pub(super) fn takes(self, pair: &Pair, peers: &Peers) -> bool {
        let slow = matches!(self, Self::ImageMagick | Self::Node(_) | Self::Python(_));
        (!slow || pair.megapixels <= SLOW_MEGAPIXELS) && self.is_there(peers)
    }

    fn is_there(self, peers: &Peers) -> bool {
        match self {
            Self::Depicted(..) => true,
            Self::Blazediff => peers.program("blazediff").exists(),
            Self::Odiff => peers.odiff().exists(),
            Self::Dify => peers.program("dify").exists(),
            Self::ImageMagick => Path::new("/usr/bin/compare").exists(),
            Self::Node(_) => peers.packages().join("node_modules").exists(),
            Self::Python(_) => peers.python().exists(),
        }
    }

    /// How to compare a pair, and to draw where `output` is given; `None` where it cannot but draw.
    pub(super) fn command(self, peers: &Peers, pair: &Pair, output: Option<&Path>) -> Option<Command> {
        let files = [&pair.before, &pair.after];
        let mut command = match self {
            Self::Depicted(metric, alone) => {
                let mut command = Command::new(depicted());
                command.arg("diff").args(files).args(["--quiet", "--metric", metric]);
                command.args(if alone { &["--threads", "1"][..] } else { &[] });
                command.args(output.iter().flat_map(|file| [Path::new("--output"), file]));
                return Some(command);
            }
            Self::Blazediff => program(&peers.program("blazediff"), files),
            Self::Odiff => program(&peers.odiff(), files),
            Self::Dify => {
                let mut command = program(&peers.program("dify"), files);
                command.arg("--output").arg(output?);
                return Some(command);
            }
            Self::ImageMagick => {
                let mut command = Command::new("/usr/bin/compare");
                command.args(["-metric", "RMSE"]).args(files);
                command.arg(output.unwrap_or(Path::new("null:")));
                return Some(command);
            }
            Self::Node(package) => {
                let mut command = Command::new("node");
                command.arg(script("compare.mjs")).arg(peers.packages()).arg(package).args(files);
                command
            }
            Self::Python(package) => {
                let mut command = Command::new(peers.python());
                command.arg(script("compare.py")).arg(package).args(files);
                command
            }
        };
        command.args(output);
        Some(command)
    }

    /// What its exit code means.
    pub(super) fn said(self, usage: &Usage, drew: bool) -> Said {
        match (self, usage.code) {
            // Its exit code is the count, of which a system keeps eight bits. It draws where pictures differ.
            (Self::Dify, Some(_)) if drew => Said::Different,
            (_, Some(0)) => Said::Same,
            (Self::Odiff, Some(22)) => Said::Different,
            (Self::Odiff | Self::Dify, _) => Said::Refused,
            (_, Some(1)) => Said::Different,
            _ => Said::Refused,
        }
    }

    /// Whether that is right. `perceptual` and `OpenCV` decide by other rules than a threshold on single pixels.
    pub(super) fn is_right(self, said: Said, expected: Expected) -> bool {
        match (expected, said) {
            (Expected::Same, Said::Same) | (Expected::Different | Expected::Sizes, Said::Different) => true,
            (Expected::Sizes, _) => !self.is_ours(),
            (Expected::Different, Said::Same) => self == Self::Depicted("perceptual", false),
            _ => false,
        }
    }
}

/// The command line that is measured.
pub(super) fn depicted() -> PathBuf {
    workspace::target().join("release/depicted")
}

/// A script beside this file.
pub(super) fn script(name: &str) -> PathBuf {
    workspace::root().join("xtask/src/peers/scripts").join(name)
}

fn program(program: &Path, files: [&PathBuf; 2]) -> Command {
    let mut command = Command::new(program);
    command.args(files);
    command
}
