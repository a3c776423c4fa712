//! Many pairs of a telephone's screen at once: two folders here, a server or a loop of a shell there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::install::Peers;
use super::pairs::{self, Pair};
use super::tools::{depicted, script};
use super::usage::{self, Usage};
use crate::workspace;

/// Pairs in a folder.
const PAIRS: usize = 1000;

/// What somebody took for a folder.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) pairs: usize,
    pub(super) usage: Usage,
}

/// Lets everybody compare folders; nothing without a corpus.
pub(super) fn measure(peers: &Peers, quick: bool) -> Result<Vec<Row>> {
    let Some(pair) = pairs::phone()? else { return Ok(Vec::new()) };
    let ours = if quick { 20 } else { PAIRS };
    let [many, few] = [ours, ours / 5].map(|count| Folders::new(&pair, count));
    let (many, few) = (many?, few?);
    let mut rows = Vec::new();
    for (name, metric) in [("pixelmatch", "pixelmatch"), ("perceptual", "perceptual")] {
        let mut command = Command::new(depicted());
        command.arg("diff").args([&many.before, &many.after]).args(["--quiet", "--metric", metric]);
        rows.push(Row { name, pairs: many.count, usage: usage::run(command)? });
    }
    let mut command = Command::new(depicted());
    command.arg("diff").args([&many.before, &many.after]).args([
        "--quiet",
        "--metric",
        "pixelmatch",
        "--output",
    ]);
    rows.push(Row {
        name: "pixelmatch, drawing",
        pairs: many.count,
        usage: usage::run({
            command.arg(&many.output);
            command
        })?,
    });
    if peers.odiff().exists() {
        let mut command = Command::new("node");
        command.arg(script("odiff-server.mjs")).arg(peers.packages());
        command.args([&few.before, &few.after, &few.output]);
        rows.push(Row { name: "odiff's server, drawing", pairs: few.count, usage: usage::run(command)? });
    }
    if peers.program("blazediff").exists() {
        let mut command = Command::new("sh");
        let text = r#"for file in "$2"/*; do "$1" "$file" "$3/${file##*/}"; done; true"#;
        command.args(["-c", text, "sh"]).arg(peers.program("blazediff")).args([&few.before, &few.after]);
        rows.push(Row {
            name: "blazediff in a loop of a shell",
            pairs: few.count,
            usage: usage::run(command)?,
        });
    }
    Ok(rows)
}

/// Two folders of pairs, and one for pictures.
struct Folders {
    before: PathBuf,
    after: PathBuf,
    output: PathBuf,
    count: usize,
}

impl Folders {
    /// Every pair is a file of its own, with the same contents.
    fn new(pair: &Pair, count: usize) -> Result<Self> {
        let home = workspace::target().join(format!("peers/folders-{count}"));
        let folders = ["before", "after", "output"].map(|name| home.join(name));
        for folder in &folders {
            fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
        }
        let [before, after, output] = folders;
        for number in 0..count {
            for (file, folder) in [(&pair.before, &before), (&pair.after, &after)] {
                copy(file, &folder.join(format!("{number:04}.png")))?;
            }
        }
        Ok(Self { before, after, output, count })
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !to.exists() {
        fs::copy(from, to).with_context(|| format!("can't write {}", to.display()))?;
    }
    Ok(())
}
