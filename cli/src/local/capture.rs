//! The one place that knows the crate which captures pages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use depicted::Rect;
use depicted_capture::{CaptureConfig, Pool, PoolOptions, Request, find_browser};
use serde_json::Value;

use crate::trouble::Trouble;

/// A page, and how it is captured.
#[derive(Clone, Debug)]
pub(crate) struct Page(Request);

impl Page {
    /// Checks how a page is to be captured.
    ///
    /// # Errors
    /// In words, naming the key.
    pub(super) fn new(url: &str, config: &Value) -> Result<Self, String> {
        let config = CaptureConfig::from_json(config).map_err(|error| error.to_string())?;
        Ok(Self(Request { url: url.to_owned(), config }))
    }

    /// Where it is.
    pub(super) fn url(&self) -> &str {
        &self.0.url
    }
}

/// A picture of a page.
pub(super) struct Shot {
    pub(super) png: Vec<u8>,
    /// Where masked elements are.
    pub(super) ignore: Vec<Rect>,
    pub(super) log: String,
}

/// Why there is no picture.
pub(super) struct Failed {
    pub(super) message: String,
    pub(super) log: String,
    /// What was to be seen last, as PNG.
    pub(super) last_frame: Option<Vec<u8>>,
}

/// A browser that captures.
pub(super) struct Browser(Pool);

impl Browser {
    /// Finds the program.
    ///
    /// # Errors
    /// When there is none; the message says how to install one.
    pub(super) fn find(typed: Option<&Path>) -> Result<PathBuf, Trouble> {
        find_browser(typed).map_err(|error| Trouble::io(error.to_string()))
    }

    /// Starts the program, for as many captures at a time.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) async fn launch(program: &Path, jobs: usize, timeout: Duration) -> Result<Self, Trouble> {
        let options = PoolOptions { concurrency: jobs, timeout, ..PoolOptions::new(program) };
        Pool::launch(options).await.map(Self).map_err(|error| Trouble::io(error.to_string()))
    }

    /// Captures a page.
    pub(super) async fn capture(&self, page: &Page) -> Result<Shot, Failed> {
        match self.0.capture(&page.0).await {
            Ok(capture) => Ok(Shot { png: capture.png, ignore: capture.ignore, log: capture.log }),
            Err(failure) => Err(Failed {
                message: failure.error.to_string(),
                log: failure.log,
                last_frame: failure.last_frame,
            }),
        }
    }

    /// Ends the program and all of its processes.
    pub(super) async fn close(self) {
        self.0.close().await;
    }
}
