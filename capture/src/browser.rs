//! The browser: where it is, how it is started, and how all of its processes end.

mod find;
mod flags;
mod process;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::CaptureError;
use crate::cdp::Client;
pub use find::find_browser;
use process::Process;

/// A running browser. Dropping it kills all of its processes.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The way to talk to it.
    pub(crate) client: Client,
    process: Process,
    captures: AtomicUsize,
}

impl Browser {
    /// Starts a browser with an empty profile.
    pub(crate) async fn launch(browser: &Path, proxy: Option<&str>) -> Result<Self, CaptureError> {
        let (process, address) = Process::start(browser, proxy).await?;
        let client = Client::connect(&address).await?;
        client.call(None, "Browser.setDownloadBehavior", json!({"behavior": "deny"})).await?;
        Ok(Self { client, process, captures: AtomicUsize::new(0) })
    }

    /// Counts a capture and says the how-manyth it is.
    pub(crate) fn count(&self) -> usize {
        self.captures.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Closes the browser and waits for the end of its processes.
    pub(crate) async fn close(self) {
        self.client.send(None, "Browser.close", Value::Null);
        self.process.end().await;
    }
}
