//! The prototype's Python: a virtual environment in the cache, and the two scripts that run in it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Tool;
use crate::apt;
use crate::process::Call;
use crate::workspace;

/// What the prototype imports.
const PACKAGES: &str = "numpy scipy numba pillow";

/// Runs the prototype over a set, unless its scores are there.
pub(super) fn score(cache: &Path, set: &Path) -> Result<()> {
    if set.join("scores-ours.json").is_file() {
        println!("{}: the prototype's scores are there", workspace::display(set));
        return Ok(());
    }
    let tool = Tool::copy(cache)?;
    println!("the prototype scores every pair; a full set takes some minutes");
    python(cache, "numba-set")?.arg(tool.prototype()).arg("--set").arg(set).run()
}

/// Runs the script that makes the small committed pairs.
pub(super) fn make_pairs(cache: &Path, set: &Path, out: &Path) -> Result<()> {
    let tool = Tool::copy(cache)?;
    let script = workspace::root().join("xtask/judge/make_pairs.py");
    let call = python(cache, "numba-pairs")?.arg(script).arg("--prototype").arg(tool.prototype());
    call.arg("--set").arg(set).arg("--out").arg(out).run()
}

/// A call of the interpreter. Compiled code that was kept by a script can't be loaded where the prototype is a
/// module, nor the other way round, so each way has a folder of its own for it.
fn python(cache: &Path, compiled: &str) -> Result<Call> {
    let compiled = cache.join(compiled);
    let call = Call::new(interpreter(cache)?).env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(call.env("NUMBA_CACHE_DIR", &compiled.display().to_string()))
}

/// The environment's interpreter; makes the environment where it is missing.
fn interpreter(cache: &Path) -> Result<PathBuf> {
    let venv = cache.join("venv");
    let python = venv.join("bin/python");
    if !Call::new(&python).words("-c").arg(imports()).works() {
        if !Call::new("python3").words("-m ensurepip --version").works() {
            apt::install(&["python3", "python3-venv"]).context("the prototype needs Python")?;
        }
        Call::new("python3").words("-m venv").arg(&venv).run()?;
        Call::new(&python)
            .words("-m pip install --quiet --disable-pip-version-check")
            .words(PACKAGES)
            .run()?;
    }
    Ok(python)
}

fn imports() -> String {
    format!("import {}", PACKAGES.replace("pillow", "PIL").replace(' ', ", "))
}
