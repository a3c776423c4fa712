//! The command line on real pairs, by the clock and by the memory it takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::process::Call;
use crate::workspace;

/// Each comparison is repeated; the best time is the one that others disturbed least.
const RUNS: u32 = 3;

/// The metrics of the engine.
const METRICS: [&str; 5] = ["perceptual", "exact", "rmse", "pixelmatch", "odiff"];

/// One comparison.
#[derive(Debug)]
pub(super) struct Row {
    /// The name of the pair.
    pub(super) pair: String,
    /// Decoding both pictures and nothing besides.
    pub(super) plain: Cost,
    pub(super) metric: &'static str,
    /// Without and with `--output`.
    pub(super) quiet: Cost,
    pub(super) drawn: Cost,
}

/// What a process took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// Wall time, in milliseconds.
    pub(super) ms: f64,
    /// Greatest resident memory, in MiB.
    pub(super) mib: f64,
}

/// Measures every pair of screenshots with every metric, `quick` the first alone; `None` where there is no corpus.
pub(super) fn measure(quick: bool) -> Result<Option<Vec<Row>>> {
    let Some(corpus) = workspace::corpus() else {
        println!(
            "left out: the screenshots, because neither $DEPICTED_CORPUS nor ../shared/corpus is a folder"
        );
        return Ok(None);
    };
    apt::install(&["time"]).context("GNU time says how much memory a process took")?;
    Call::cargo().words("build --release --package depicted-cli").run()?;
    Call::cargo().words("build --release --package depicted-benches --bins").run()?;
    let (drawn_to, runs) = (folder()?.join("highlight.png"), if quick { 1 } else { RUNS });
    let mut rows = Vec::new();
    for (pair, before, after) in
        pairs(&corpus.join("screenshots"))?.into_iter().take(if quick { 1 } else { usize::MAX })
    {
        println!("measuring {pair}");
        let plain = best(runs, || Call::new(binary("plain-decode")).arg(&before).arg(&after))?;
        for metric in METRICS {
            let diff = || {
                let call = Call::new(binary("depicted")).arg("diff").arg(&before).arg(&after);
                call.words("--quiet --metric").arg(metric)
            };
            let quiet = best(runs, diff)?;
            let drawn = best(runs, || diff().arg("--output").arg(&drawn_to))?;
            rows.push(Row { pair: pair.clone(), plain, metric, quiet, drawn });
        }
    }
    Ok(Some(rows))
}

/// Name, before and after of each pair `NAME-a`, `NAME-b`. JPEGs come a second time, as PNG.
fn pairs(folder: &Path) -> Result<Vec<(String, PathBuf, PathBuf)>> {
    let files = fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut pairs = Vec::new();
    for before in files.flatten().map(|file| file.path()) {
        let extension = before.extension().unwrap_or_default().display().to_string();
        let Some(name) = before.file_stem().and_then(|stem| stem.to_str()?.strip_suffix("-a")) else {
            continue;
        };
        let after = folder.join(format!("{name}-b.{extension}"));
        if extension == "jpg" {
            pairs.push((format!("{name}, as PNG"), png_of(&before)?, png_of(&after)?));
        }
        pairs.push((format!("{name}.{extension}"), before, after));
    }
    pairs.sort();
    Ok(pairs)
}

/// The PNG of a JPEG, made once.
fn png_of(file: &Path) -> Result<PathBuf> {
    let png = folder()?.join(file.file_name().unwrap_or_default()).with_extension("png");
    if !png.exists() {
        Call::new(binary("png-of")).arg(file).arg(&png).run()?;
    }
    Ok(png)
}

fn folder() -> Result<PathBuf> {
    let folder = workspace::target().join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("can't make {}", workspace::display(&folder)))?;
    Ok(folder)
}

fn binary(name: &str) -> PathBuf {
    workspace::target().join("release").join(name)
}

/// The least time and the most memory of several runs.
fn best(runs: u32, call: impl Fn() -> Call) -> Result<Cost> {
    let mut best = once(&call())?;
    for _ in 1..runs {
        let cost = once(&call())?;
        best = Cost { ms: best.ms.min(cost.ms), mib: best.mib.max(cost.mib) };
    }
    Ok(best)
}

fn once(call: &Call) -> Result<Cost> {
    let note = folder()?.join("memory.txt");
    let timed = Call::new("time").words("--quiet --format=%M --output").arg(&note).then(call);
    let start = Instant::now();
    let ended = timed.output()?;
    let ms = start.elapsed().as_secs_f64() * 1e3;
    // 0 is the same and 1 is different.
    if ended.status.code().is_none_or(|code| code > 1) {
        bail!("`{call}` failed: {}", String::from_utf8_lossy(&ended.stderr).trim());
    }
    let text = fs::read_to_string(&note)?;
    let kib: f64 =
        text.trim().parse().with_context(|| format!("time said '{}', not a number", text.trim()))?;
    Ok(Cost { ms, mib: kib / 1024.0 })
}
