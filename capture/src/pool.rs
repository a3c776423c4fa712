//! One browser for many captures: a bounded number at a time, a restart when it dies.

use std::path::PathBuf;
use std::time::Duration;

use crate::{CaptureConfig, CaptureError, Failure, NetworkPolicy};

/// How a [`Pool`] works.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// The browser; [`find_browser`](crate::find_browser) finds one.
    pub browser: PathBuf,
    /// Captures at a time. Default: 4.
    pub concurrency: usize,
    /// How long a capture may take, without the time it waits for its turn. Default: 120 s.
    pub timeout: Duration,
    /// Which requests pages may make.
    pub network: NetworkPolicy,
    /// After how many captures the browser is replaced by a fresh one, so that its memory stays bounded. Default: 250.
    pub recycle_after: usize,
}

impl PoolOptions {
    /// The defaults, with this browser.
    pub fn new(browser: impl Into<PathBuf>) -> Self {
        Self {
            browser: browser.into(),
            concurrency: 4,
            timeout: Duration::from_secs(120),
            network: NetworkPolicy::default(),
            recycle_after: 250,
        }
    }
}

/// What to capture.
#[derive(Debug, Clone)]
pub struct Request {
    /// The page.
    pub url: String,
    /// How.
    pub config: CaptureConfig,
}

/// A picture of a page.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The picture, as PNG.
    pub png: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Where masked elements are, in pixels of the picture: what a comparison should ignore.
    pub ignore: Vec<depicted::Rect>,
    /// What happened, line by line. No secrets.
    pub log: String,
    /// Whether the page stood still.
    pub stable: Stability,
}

/// Whether a page stood still when it was captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stability {
    /// How many shots were taken.
    pub shots: u32,
    /// Whether the last two were equal, byte by byte.
    pub equal: bool,
    /// Whether scripts of the page had to be held for that.
    pub held: bool,
}

/// A browser that captures pages.
///
/// Dropping it ends the browser with all of its processes, as [`Pool::close`] does, without waiting for them.
#[derive(Debug)]
pub struct Pool {
    options: PoolOptions,
}

impl Pool {
    /// Starts the browser.
    ///
    /// # Errors
    /// If it does not start.
    #[expect(clippy::unused_async, reason = "not filled in yet")]
    pub async fn launch(options: PoolOptions) -> Result<Self, CaptureError> {
        Ok(Self { options })
    }

    /// Captures a page. Waits for its turn first. Dropping the future ends the page.
    ///
    /// # Errors
    /// See [`CaptureError`]; a failure of one capture leaves the others alone.
    #[expect(clippy::unused_async, reason = "not filled in yet")]
    pub async fn capture(&self, request: &Request) -> Result<Capture, Failure> {
        let error = CaptureError::Load(format!("{} with {}", request.url, self.options.browser.display()));
        Err(Failure { error, log: String::new(), last_frame: None })
    }

    /// Ends the browser and waits until all of its processes are gone.
    #[expect(clippy::unused_async, reason = "not filled in yet")]
    pub async fn close(self) {}
}
