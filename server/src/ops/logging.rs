//! The log: lines or JSON objects on standard error.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::settings::LogFormat;

/// Starts the log of this process; a second call changes nothing.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(filter)?)
        .with_ansi(false)
        .with_writer(io::stderr);
    // A log that is there already stays: whoever embeds the server may have started one.
    let _ = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    Ok(())
}
