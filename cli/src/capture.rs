//! The one place that knows the crate which captures pages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use depicted::Rect;
pub(crate) use depicted_capture::StabilityReport;
use depicted_capture::{
    Capture, CaptureConfig, Failure, Pool, PoolOptions, Request, find_browser, stability,
};
use serde_json::Value;

use crate::interrupt::Interrupt;
use crate::local::write;
use crate::trouble::Trouble;

/// A page, and how it is captured.
#[derive(Clone, Debug)]
pub(crate) struct Page(Request);

impl Page {
    /// Checks how a page is to be captured.
    ///
    /// # Errors
    /// In words, naming the key.
    pub(crate) fn new(url: &str, config: &Value) -> Result<Self, String> {
        let config = CaptureConfig::from_json(config).map_err(|error| error.to_string())?;
        Ok(Self(Request { url: url.to_owned(), config }))
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.0.url
    }
}

/// A picture of a page.
pub(crate) struct Shot {
    pub(crate) png: Vec<u8>,
    /// Where masked elements are.
    pub(crate) ignore: Vec<Rect>,
    pub(crate) log: String,
}

/// Why there is no picture.
pub(crate) struct Failed {
    pub(crate) message: String,
    pub(crate) log: String,
    /// What was to be seen last, as PNG.
    pub(crate) last_frame: Option<Vec<u8>>,
}

impl Failed {
    /// Keeps the log and, beside it, what was to be seen last; says what failed and where they are. What cannot be
    /// written is left out: why there is no picture has to be told all the same.
    pub(crate) fn keep(self, log: &Path) -> String {
        let mut message = self.message;
        if write(log, self.log.as_bytes()).is_ok() {
            message += &format!(", log in {}", log.display());
        }
        let frame_path = log.with_extension("last.png");
        if self.last_frame.is_some_and(|frame| write(&frame_path, &frame).is_ok()) {
            message += &format!(", last seen in {}", frame_path.display());
        }
        message
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self { message: failure.error.to_string(), log: failure.log, last_frame: failure.last_frame }
    }
}

/// A browser that captures.
pub(crate) struct Browser(Pool);

impl Browser {
    /// Finds the program.
    ///
    /// # Errors
    /// When there is none; the message says how to install one.
    pub(crate) fn find(typed: Option<&Path>) -> Result<PathBuf, Trouble> {
        find_browser(typed).map_err(|error| Trouble::io(error.to_string()))
    }

    /// Starts the program, for as many captures at a time.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn launch(program: &Path, jobs: usize, timeout: Duration) -> Result<Self, Trouble> {
        let options = PoolOptions { concurrency: jobs, timeout, ..PoolOptions::new(program) };
        Pool::launch(options).await.map(Self).map_err(|error| Trouble::io(error.to_string()))
    }

    /// Runs work with a browser until it ends, or `None` when it was interrupted. The browser is gone then, in any case.
    ///
    /// # Errors
    /// When the browser does not start, and those of the work.
    pub(crate) fn with<T>(
        program: &Path,
        jobs: usize,
        timeout: Duration,
        work: impl AsyncFnOnce(&Self) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Trouble> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Trouble::io(format!("cannot start threads: {error}")))?;
        runtime.block_on(async {
            let interrupt = Interrupt::listen_to_terminal()?;
            let browser = tokio::select! {
                launched = Self::launch(program, jobs, timeout) => launched?,
                () = interrupt.happened() => return Ok(None),
            };
            let done = tokio::select! {
                done = work(&browser) => done.map(Some),
                () = interrupt.happened() => Ok(None),
            };
            browser.close().await;
            done
        })
    }

    /// Captures a page.
    pub(crate) async fn capture(&self, page: &Page) -> Result<Shot, Failed> {
        let Capture { png, ignore, log, .. } = self.0.capture(&page.0).await?;
        Ok(Shot { png, ignore, log })
    }

    /// Captures a page several times; `each` sees every picture, as PNG, and its log.
    pub(crate) async fn stability(
        &self,
        page: &Page,
        captures: usize,
        mut each: impl FnMut(&[u8], &str),
    ) -> Result<StabilityReport, Failed> {
        let report =
            stability(&self.0, &page.0, captures, |capture| each(&capture.png, &capture.log)).await?;
        Ok(report)
    }

    /// Ends the program and all of its processes.
    pub(crate) async fn close(self) {
        self.0.close().await;
    }
}

/// How long a capture may take, as it was typed.
///
/// # Errors
/// When it is out of range.
pub(crate) fn seconds(typed: f64) -> Result<Duration, Trouble> {
    if typed > 0.0 && typed <= 86_400.0 {
        Ok(Duration::from_secs_f64(typed))
    } else {
        Err(Trouble::usage(format!("timeout {typed} is out of range: give seconds, above 0 to 86400")))
    }
}
