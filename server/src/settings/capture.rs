//! How pages are captured, in the words of every command that captures for a server.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

/// The browser, its limits, and what it may reach.
#[derive(Clone, Debug, Args)]
pub struct CaptureSettings {
    /// The browser [default: `CHROMIUM`, or the first Chromium on the search path]
    #[arg(long, value_name = "PROGRAM", env = "DEPICTED_CHROMIUM")]
    pub chromium: Option<PathBuf>,
    /// How long a capture may take, in milliseconds
    #[arg(long, value_name = "MS", env = "DEPICTED_CAPTURE_TIMEOUT_MS", default_value_t = 120_000)]
    pub capture_timeout_ms: u64,
    /// Lets pages reach no private network and not this machine: for who captures for strangers
    #[arg(long, env = "DEPICTED_CAPTURE_DENY_PRIVATE")]
    pub capture_deny_private: bool,
}

impl CaptureSettings {
    /// Looks for what cannot work.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        if self.capture_timeout_ms == 0 {
            bail!("--capture-timeout-ms is 0, and has to be at least 1");
        }
        Ok(())
    }
}
