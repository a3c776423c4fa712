//! An input under which the engine broke a promise.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::target::Target;
use crate::workspace;

/// A file that a target left behind.
#[derive(Debug)]
pub(super) struct Find {
    /// Where it is.
    pub(super) file: PathBuf,
}

/// The finds that were written since `start`; those of former runs are written anew when they are met again.
pub(super) fn finds_since(folder: &Path, start: SystemTime) -> Result<Vec<Find>> {
    // The clock of the file system may be a little behind.
    let start = start - Duration::from_secs(2);
    let files = fs::read_dir(folder).with_context(|| format!("can't read {}", workspace::display(folder)))?;
    let mut finds = Vec::new();
    for file in files {
        let file = file?;
        if file.metadata()?.modified()? >= start {
            finds.push(Find { file: file.path() });
        }
    }
    Ok(finds)
}

impl Find {
    /// How to look at it, and how to keep it.
    pub(super) fn advice(&self, target: &Target) -> String {
        let (name, file) = (target.name, workspace::display(&self.file));
        format!(
            "\nfound:    {file}\n\
             again:    cargo xtask fuzz {name} --input {file}\n\
             vector:   cargo run --manifest-path fuzz/Cargo.toml --no-default-features --example vector -- {name} {file}\n\
             \x20         prints a case for tests/vectors/cases; CONTRIBUTING.md says how to go on\n\
             keep it:  once the engine is right, copy the file to fuzz/seeds/{name}, where every test run tries it"
        )
    }
}
