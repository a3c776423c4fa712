//! Builds the package for browsers and tests what a user installs: vectors, viewer, page, and a Vite project.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::install;
use super::runner::Done;
use crate::process::Call;
use crate::wasm::{self, Target};
use crate::workspace;

/// Builds, then runs `bindings-wasm/test` in Node, with Debian's Chromium.
pub(super) fn run() -> Result<Done> {
    if let Target::Missing(why) = wasm::install()? {
        return Ok(Done::LeftOut(why));
    }
    if !install::has_node() {
        return Ok(Done::LeftOut("Node and npm are missing (see the install step)".into()));
    }
    let chromium = chromium();
    if !Call::new(&chromium).words("--version").works() {
        return Ok(Done::LeftOut(format!("{} is missing (see the install step)", chromium.display())));
    }
    wasm::build()?;
    let package = workspace::root().join("bindings-wasm");
    install::npm_ci(&package)?;
    let tests = Call::new("npm").words("test --silent").dir(&package);
    tests.env("CHROMIUM", &chromium.to_string_lossy()).all_to_stdout().run()?;
    Ok(Done::Ok)
}

/// `$CHROMIUM`, else where Debian puts it.
fn chromium() -> PathBuf {
    env::var_os("CHROMIUM").map_or_else(|| Path::new("/usr/bin/chromium").into(), PathBuf::from)
}
