//! The inner loop: the workspace's tests with whatever is installed.

use anyhow::Result;

use super::steps;

/// Runs the tests and says what that leaves out.
pub(super) fn run() -> Result<()> {
    println!(
        "quick: left out are formatting, clippy, documentation and its tests, licences, the builds without"
    );
    println!(
        "quick: features and for WebAssembly, the tests against external reference tools, the packages for"
    );
    println!("quick: other languages, and fuzzing.");
    println!("quick: `cargo xtask test` runs all of that.");
    steps::note_missing_corpus();
    steps::workspace_tests("default", false)
}
