//! How large the program is, and the engine with and without each of its features.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process::Call;
use crate::workspace;

/// A program, and its bytes without symbols.
#[derive(Debug)]
pub(super) struct Size {
    pub(super) name: String,
    pub(super) bytes: u64,
}

/// What was built.
#[derive(Debug)]
pub(super) struct Sizes {
    /// The command line.
    pub(super) program: Size,
    /// A small program around the engine with all of its features, ...
    pub(super) all: Size,
    /// ... with none, with PNG alone, and without each.
    pub(super) others: Vec<Size>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    features: BTreeMap<String, Vec<String>>,
}

/// Builds everything, without symbols, in a folder of its own; `quick` stops after the first that lacks a feature.
pub(super) fn measure(quick: bool) -> Result<Sizes> {
    let features = features()?;
    let engine = |name: String, features: &[&str]| -> Result<Size> {
        let list = features.join(",");
        let words = "--package depicted --example diff --no-default-features --features";
        build(words, &list, "examples/diff").map(|bytes| Size { name, bytes })
    };
    let program = Size {
        name: "depicted".to_owned(),
        bytes: build("--package depicted-cli --bin depicted --features", "", "depicted")?,
    };
    let all: Vec<&str> = features.iter().map(String::as_str).collect();
    let with_all = engine("all features".to_owned(), &all)?;
    let mut others = vec![engine("no feature".to_owned(), &[])?, engine("`png` alone".to_owned(), &["png"])?];
    for missing in all.iter().take(if quick { 1 } else { all.len() }) {
        let rest: Vec<&str> = all.iter().copied().filter(|feature| feature != missing).collect();
        others.push(engine(format!("all but `{missing}`"), &rest)?);
    }
    Ok(Sizes { program, all: with_all, others })
}

/// The features of the engine that are on by default.
fn features() -> Result<Vec<String>> {
    let text = Call::cargo().words("metadata --no-deps --format-version 1").stdout()?;
    let metadata: Metadata = serde_json::from_str(&text).context("`cargo metadata` is not what it was")?;
    let engine = metadata.packages.into_iter().find(|package| package.name == "depicted");
    engine.and_then(|mut engine| engine.features.remove("default")).context("the engine has no features")
}

fn build(words: &str, features: &str, program: &str) -> Result<u64> {
    let folder = workspace::target().join("bench-sizes");
    let call =
        Call::cargo().words("build --release --quiet --target-dir").arg(&folder).words(words).arg(features);
    call.env("CARGO_PROFILE_RELEASE_STRIP", "symbols").run()?;
    bytes(&folder.join("release").join(program))
}

fn bytes(file: &Path) -> Result<u64> {
    let file = file.with_extension(std::env::consts::EXE_EXTENSION);
    let metadata =
        fs::metadata(&file).with_context(|| format!("can't find {}", workspace::display(&file)))?;
    Ok(metadata.len())
}
