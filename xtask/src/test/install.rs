//! Installs what the tests need on a fresh Debian machine; does nothing where it is there already.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::runner::Done;
use crate::apt;
use crate::process::Call;
use crate::workspace;

/// The system's packages, and rustfmt and clippy.
pub(super) fn system() -> Result<Done> {
    if !has_imagemagick() {
        apt::install(&["imagemagick"]).context("ImageMagick is the reference of the rmse metric")?;
    }
    if !has_node() {
        apt::install(&["nodejs", "npm"])
            .context("Node runs the references of the metrics pixelmatch and odiff")?;
    }
    chromium()?;
    if !Call::new("aiosmtpd").words("--version").works() {
        apt::install(&["python3-aiosmtpd"]).context("aiosmtpd takes the mail that tests send")?;
    }
    for (component, command) in [("rustfmt", "fmt --version"), ("clippy", "clippy --version")] {
        if !Call::cargo().words(command).works() {
            Call::new("rustup").words("component add").arg(component).run()?;
        }
    }
    println!("ImageMagick, Node, npm, Chromium, aiosmtpd, rustfmt and clippy are there");
    Ok(Done::Ok)
}

/// The browser of the tests.
pub(super) fn chromium() -> Result<()> {
    if Call::new("chromium").words("--version").works() {
        return Ok(());
    }
    apt::install(&["chromium"]).context("Chromium shows the pages of the tests")
}

/// The test runner and the licence checker.
pub(super) fn cargo_tools() -> Result<Done> {
    // The tests run without nextest too, so a failed installation must not hide their result.
    let nextest = if has_nextest() { Ok(()) } else { cargo_install("cargo-nextest") };
    if !Call::cargo().words("deny --version").works() {
        cargo_install("cargo-deny")?;
    }
    if let Err(error) = nextest {
        return Ok(Done::LeftOut(format!(
            "cargo-nextest ({error:#}); the tests run by `cargo test` instead"
        )));
    }
    println!("cargo-nextest and cargo-deny are there");
    Ok(Done::Ok)
}

/// npm's pixelmatch, what reads pictures for it, and odiff-bin, as the lock file pins them.
pub(super) fn node_packages() -> Result<Done> {
    npm_ci(&differential())?;
    Ok(Done::Ok)
}

/// Installs the packages of a folder as its lock file pins them; does nothing where they are there.
pub(super) fn npm_ci(folder: &Path) -> Result<()> {
    if has_node_packages(folder) {
        println!(
            "the packages of {} are there, as its package-lock.json pins them",
            workspace::display(folder)
        );
        return Ok(());
    }
    let call = Call::new("npm").words("ci --ignore-scripts --no-audit --no-fund");
    call.dir(folder).all_to_stdout().run()
}

/// The first reference tool that the differential tests would not find.
pub(super) fn missing_reference() -> Option<&'static str> {
    if !has_imagemagick() {
        Some("ImageMagick's compare")
    } else if !has_node() {
        Some("node")
    } else if !has_node_packages(&differential()) {
        Some("npm's pixelmatch")
    } else if !has_odiff() {
        Some("odiff for this machine")
    } else {
        None
    }
}

/// Whether `cargo nextest` works.
pub(super) fn has_nextest() -> bool {
    Call::cargo().words("nextest --version").works()
}

fn has_imagemagick() -> bool {
    // Other programs are called `compare` too.
    Call::new("compare").words("-version").stdout().is_ok_and(|text| text.contains("ImageMagick"))
}

/// Whether Node and npm work.
pub(super) fn has_node() -> bool {
    Call::new("node").words("--version").works() && Call::new("npm").words("--version").works()
}

/// Whether `npm ci` ran since the lock file last changed.
fn has_node_packages(folder: &Path) -> bool {
    let changed = |file: &str| modified(&folder.join(file));
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(locked)) => installed >= locked,
        _ => false,
    }
}

/// Whether the program of `odiff-bin` is there and runs; it comes in a package for each kind of machine.
fn has_odiff() -> bool {
    Call::new("node").words("odiff.mjs --version").dir(&differential()).works()
}

fn differential() -> PathBuf {
    workspace::root().join("tests/differential")
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

fn cargo_install(package: &str) -> Result<()> {
    println!("{package} is built from source once; this takes several minutes");
    Call::cargo().words("install --locked").arg(package).all_to_stdout().run()
}
