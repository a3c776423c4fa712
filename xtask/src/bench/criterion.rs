//! Runs the benchmarks, and reads what Criterion left in its folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::process::Call;
use crate::workspace;

/// What all the others are held against; see `benches/engine/plain.rs`.
pub(super) const PLAIN: &str = "plain/png";

/// Which benchmarks run, and for how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// A regular expression for their names.
    pub(super) filter: Option<&'a str>,
    /// Not long enough for figures.
    pub(super) quick: bool,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Build {
    /// The engine as everybody builds it.
    AsShipped,
    /// The engine without the copies of its kernels for wider registers.
    PortableKernels,
}

/// One benchmark.
#[derive(Clone, Debug)]
pub(super) struct Bench {
    /// `group/name`.
    pub(super) id: String,
    /// Median of an iteration, in milliseconds.
    pub(super) median_ms: f64,
    /// Millions of pixels a second.
    pub(super) mpx_per_s: f64,
}

#[derive(Deserialize)]
struct Description {
    full_id: String,
    throughput: Option<Throughput>,
}

#[derive(Deserialize)]
struct Throughput {
    #[serde(rename = "Elements")]
    elements: f64,
}

#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    #[serde(rename = "point_estimate")]
    nanoseconds: f64,
}

impl Run<'_> {
    /// Runs the benchmarks and returns their figures, by name; the plain one is always among them.
    pub(super) fn measure(&self, build: Build) -> Result<Vec<Bench>> {
        let start = SystemTime::now();
        let name = match build {
            Build::AsShipped => "criterion",
            Build::PortableKernels => "criterion-portable",
        };
        let home = workspace::target().join(name);
        let call = Call::cargo().words("bench --package depicted-benches --bench engine");
        let call = match build {
            Build::AsShipped => call,
            // A folder of its own: everything is built anew under other flags.
            Build::PortableKernels => call
                .env("RUSTFLAGS", "--cfg depicted_portable_kernels")
                .arg("--target-dir")
                .arg(workspace::target().join("bench-portable")),
        };
        let call = call.arg("--");
        let call = if self.quick { call.arg("--quick") } else { call };
        let call = self.filter.iter().fold(call, |call, filter| call.arg(format!("^{PLAIN}$|{filter}")));
        call.env("CRITERION_HOME", &home.display().to_string()).run()?;
        since(&home, start)
    }
}

/// The benchmarks that ran since `start`, by name.
fn since(home: &Path, start: SystemTime) -> Result<Vec<Bench>> {
    let mut benches = Vec::new();
    for group in folders(home)? {
        for bench in folders(&group)? {
            let estimates = bench.join("new/estimates.json");
            if fs::metadata(&estimates).and_then(|file| file.modified()).is_ok_and(|time| time >= start) {
                benches.push(read(&bench)?);
            }
        }
    }
    benches.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(benches)
}

fn read(bench: &Path) -> Result<Bench> {
    let description: Description = json(&bench.join("new/benchmark.json"))?;
    let estimates: Estimates = json(&bench.join("new/estimates.json"))?;
    let median_ms = estimates.median.nanoseconds / 1e6;
    let pixels =
        description.throughput.with_context(|| format!("{} has no throughput", description.full_id))?;
    Ok(Bench { id: description.full_id, median_ms, mpx_per_s: pixels.elements / 1e3 / median_ms })
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("can't read {}", workspace::display(folder)))?;
    Ok(entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

fn json<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text =
        fs::read_to_string(file).with_context(|| format!("can't read {}", workspace::display(file)))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not what it was", workspace::display(file)))
}
