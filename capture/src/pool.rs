//! One browser for many captures: a bounded number at a time, a restart when it dies.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Semaphore};

use crate::browser::Browser;
use crate::network::Proxy;
use crate::{CaptureConfig, CaptureError, Failure, NetworkPolicy, page};

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
    turns: Semaphore,
    browser: Mutex<Option<Arc<Browser>>>,
    proxy: Option<Proxy>,
}

impl Pool {
    /// Starts the browser.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn launch(options: PoolOptions) -> Result<Self, CaptureError> {
        let proxy = if options.network.deny_private {
            Some(Proxy::start().await.map_err(|e| CaptureError::BrowserStart(format!("its proxy: {e}")))?)
        } else {
            None
        };
        let turns = Semaphore::new(options.concurrency.clamp(1, Semaphore::MAX_PERMITS));
        let pool = Self { options, turns, browser: Mutex::new(None), proxy };
        pool.browser().await?;
        Ok(pool)
    }

    /// Captures a page. Waits for its turn first. Dropping the future ends the page.
    ///
    /// When the browser itself dies, another one is started and the capture tried a second time.
    ///
    /// # Errors
    /// See [`CaptureError`]; a failure of one capture leaves the others alone.
    pub async fn capture(&self, request: &Request) -> Result<Capture, Failure> {
        let failed = |error| Failure { error, log: String::new(), last_frame: None };
        let _turn = self.turns.acquire().await.map_err(|_| failed(CaptureError::Closed))?;
        let mut retried = false;
        loop {
            let browser = self.browser().await.map_err(failed)?;
            let result =
                page::capture(&browser.client, request, &self.options.network, self.options.timeout).await;
            match result {
                Err(failure) if failure.error == CaptureError::BrowserGone && !retried => retried = true,
                result => return result,
            }
        }
    }

    /// Ends the browser and waits until all of its processes are gone. Captures under way fail.
    pub async fn close(self) {
        self.turns.close();
        if let Some(browser) = self.browser.into_inner().and_then(Arc::into_inner) {
            browser.close().await;
        }
    }

    /// A living browser: the one that runs, or a fresh one if it died or has made its number of captures.
    async fn browser(&self) -> Result<Arc<Browser>, CaptureError> {
        let mut slot = self.browser.lock().await;
        if let Some(browser) = slot.as_ref()
            && browser.client.is_alive()
            && browser.count() <= self.options.recycle_after.max(1)
        {
            return Ok(browser.clone());
        }
        // Captures that still use the old one keep it alive until they are done.
        *slot = None;
        let proxy = self.proxy.as_ref().map(Proxy::url);
        let browser = Arc::new(Browser::launch(&self.options.browser, proxy.as_deref()).await?);
        Ok(slot.insert(browser).clone())
    }
}
