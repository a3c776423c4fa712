//! The npm package: built, its types held to the committed ones, its tests, and what a user installs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::runner::Done;
use crate::process::Call;
use crate::workspace;

/// Installs, builds and tests the package; then packs it, and tests it as it is installed.
pub(super) fn test() -> Result<Done> {
    let declarations = package().join("index.d.ts");
    let committed = read(&declarations)?;
    // Not `ci`, which fails where a registry lacks a package that is only for another platform.
    npm("install --no-save --ignore-scripts --no-audit --no-fund")?;
    npm("run build")?;
    let built = read(&declarations)?;
    if built != committed {
        bail!(
            "{} was not what its definitions generate; it is now: look at it and commit it",
            workspace::display(&declarations)
        );
    }
    npm("test")?;
    npm("run test:packed")?;
    Ok(Done::Ok)
}

fn npm(words: &str) -> Result<()> {
    let call = Call::new("npm").words(words).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    call.dir(&package()).all_to_stdout().run()
}

fn package() -> PathBuf {
    workspace::root().join("bindings-node")
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", workspace::display(path)))
}
