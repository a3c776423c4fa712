//! One fuzz target: build it, run it, see what it found.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use super::find::{Find, finds_since};
use super::tools::{Tools, build_dir};
use crate::process::Call;
use crate::workspace;

/// A target of `fuzz/fuzz_targets`.
#[derive(Debug)]
pub(super) struct Target {
    /// Its name.
    pub(super) name: &'static str,
    /// The longest input.
    max_bytes: u32,
    /// Whether it has a dictionary.
    dictionary: bool,
}

/// Every target.
pub(super) const ALL: [Target; 3] = [
    Target { name: "decode", max_bytes: 4096, dictionary: true },
    Target { name: "options", max_bytes: 1024, dictionary: true },
    Target { name: "pipeline", max_bytes: 1024, dictionary: false },
];

/// For one input and for all of a run: the limits of a picture in the targets are far below. An input takes milliseconds,
/// but the seconds are those of the clock, and a machine may be busy with other things.
const LIMITS: &str = "-timeout=120 -report_slow_units=120 -rss_limit_mb=512";

/// Freed memory that the address sanitizer keeps back, so that it can tell when it is used. The default of 256 MiB
/// would count against the limit.
const SANITIZER: &str = "quarantine_size_mb=64";

impl Target {
    /// Builds it.
    ///
    /// The engine is built as it ships: under `cfg(fuzzing)` the crate `png` would skip checksums.
    pub(super) fn build(&self, tools: &Tools) -> Result<()> {
        let call = tools.cargo().words("fuzz build --fuzz-dir fuzz --no-cfg-fuzzing --target-dir");
        call.arg(build_dir()).arg(self.name).all_to_stdout().run()
    }

    /// Runs it for a while, and returns what it found.
    pub(super) fn fuzz(&self, tools: &Tools, time: Duration) -> Result<Vec<Find>> {
        let corpus = self.folder("fuzz-corpus")?;
        let artifacts = self.folder("fuzz-artifacts")?;
        println!("fuzzing {} for {} s", self.name, time.as_secs());
        let start = SystemTime::now();
        // The first folder receives new inputs. Former finds are tried again.
        let output = self
            .binary(tools)
            .words("-verbosity=0 -print_funcs=0 -print_final_stats=1 -len_control=0")
            .arg(format!("-max_total_time={}", time.as_secs()))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .arg(&corpus)
            .arg(workspace::root().join("fuzz/seeds").join(self.name))
            .arg(&artifacts)
            .output()?;
        let text = String::from_utf8_lossy(&output.stderr);
        self.show(&text, &corpus, start.elapsed().unwrap_or(time));
        if output.status.success() {
            return Ok(Vec::new());
        }
        println!("{}", text.trim_end());
        let finds = finds_since(&artifacts, start)?;
        if finds.is_empty() {
            bail!("the fuzz target {} ended with {}, and left no input behind", self.name, output.status);
        }
        Ok(finds)
    }

    /// Runs it with one input; fails when the engine does.
    pub(super) fn try_input(&self, tools: &Tools, input: &Path) -> Result<()> {
        let input = std::path::absolute(input).context("no current folder")?;
        self.build(tools)?;
        self.binary(tools).arg(input).all_to_stdout().run()
    }

    fn binary(&self, tools: &Tools) -> Call {
        let call = Call::new(tools.binary(self.name)).env("ASAN_OPTIONS", SANITIZER).words(LIMITS);
        let call = call.arg(format!("-max_len={}", self.max_bytes));
        if !self.dictionary {
            return call;
        }
        let file = workspace::root().join(format!("fuzz/dictionaries/{}.dict", self.name));
        call.arg(format!("-dict={}", file.display()))
    }

    /// One line about the run, from the figures of libFuzzer.
    fn show(&self, text: &str, corpus: &Path, elapsed: Duration) {
        let figure = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
            line.map_or("?", |rest| rest.trim_start_matches(':').trim())
        };
        println!(
            "{}: {} inputs in {:.0} s, {} a second, at most {} MB; the corpus has {}",
            self.name,
            figure("number_of_executed_units"),
            elapsed.as_secs_f64(),
            figure("average_exec_per_sec"),
            figure("peak_rss_mb"),
            fs::read_dir(corpus).map_or(0, Iterator::count),
        );
    }

    fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = workspace::target().join(name).join(self.name);
        fs::create_dir_all(&folder).with_context(|| format!("can't make {}", workspace::display(&folder)))?;
        Ok(folder)
    }
}
