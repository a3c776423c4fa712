//! The pages of the server, driven in Chromium.

use anyhow::Result;

use super::runner::Done;
use super::steps;
use crate::process::Call;
use crate::workspace;

/// Builds the server, installs what drives it, and runs the tests.
pub(super) fn test() -> Result<Done> {
    steps::build_program()?;
    npm("ci --ignore-scripts --no-audit --no-fund")?;
    npm("test")?;
    Ok(Done::Ok)
}

fn npm(words: &str) -> Result<()> {
    let call = Call::new("npm").words(words).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    call.dir(&workspace::root().join("tests/review")).all_to_stdout().run()
}
