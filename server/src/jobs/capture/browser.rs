//! The browser that captures, and the one file here that knows the crate of captures.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use depicted_capture::{
    CaptureConfig, CaptureError, NetworkPolicy, Pool, PoolOptions, Request, find_browser,
};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::jobs::failure::{Failure, again, never};
use crate::settings::CaptureSettings;

/// A browser for so many captures at a time, started with the first of them.
pub(in crate::jobs) struct Browser {
    options: PoolOptions,
    pool: Mutex<Option<Arc<Pool>>>,
}

/// A picture of a page, and what happened.
pub(super) struct Shot {
    pub(super) picture: PathBuf,
    pub(super) log: PathBuf,
    /// Where elements were masked.
    pub(super) ignore: Vec<depicted::Rect>,
}

impl Browser {
    /// Finds the program; nothing is started so far.
    ///
    /// # Errors
    /// When there is none; the message says how to install one.
    pub(in crate::jobs) fn find(settings: &CaptureSettings, concurrency: usize) -> anyhow::Result<Self> {
        let program = find_browser(settings.chromium.as_deref())?;
        let network =
            NetworkPolicy { deny_private: settings.capture_deny_private, ..NetworkPolicy::default() };
        let timeout = Duration::from_millis(settings.capture_timeout_ms);
        let options = PoolOptions { concurrency, timeout, network, ..PoolOptions::new(program) };
        Ok(Self { options, pool: Mutex::new(None) })
    }

    /// Captures a page; the files go into the folder.
    pub(super) async fn capture(&self, url: &str, config: &Value, folder: &Path) -> Result<Shot, Failure> {
        let config = CaptureConfig::from_json(config).map_err(|error| never(error.into()))?;
        let request = Request { url: url.to_owned(), config };
        let pool = self.pool().await.map_err(|error| again(error.into()))?;
        let name = |name: &str| folder.join(name);
        match pool.capture(&request).await {
            Ok(capture) => {
                let ignore = capture.ignore;
                let shot = Shot { picture: name("picture.png"), log: name("log.txt"), ignore };
                write(&shot.picture, &capture.png).await.map_err(again)?;
                write(&shot.log, capture.log.as_bytes()).await.map_err(again)?;
                Ok(shot)
            }
            Err(failure) => {
                let message = failure.error.to_string();
                let log = if failure.log.is_empty() { format!("{message}\n") } else { failure.log };
                let last_frame = match failure.last_frame {
                    Some(png) => write(&name("last.png"), &png).await.ok().map(|()| name("last.png")),
                    None => None,
                };
                Err(Failure { log, message, again: may_do_better(&failure.error), last_frame })
            }
        }
    }

    /// Ends the program and waits until all of its processes are gone.
    pub(in crate::jobs) async fn close(&self) {
        if let Some(pool) = self.pool.lock().await.take().and_then(Arc::into_inner) {
            pool.close().await;
        }
    }

    async fn pool(&self) -> Result<Arc<Pool>, CaptureError> {
        let mut slot = self.pool.lock().await;
        if let Some(pool) = &*slot {
            return Ok(pool.clone());
        }
        Ok(slot.insert(Arc::new(Pool::launch(self.options.clone()).await?)).clone())
    }
}

/// Whether another attempt may end in another way.
fn may_do_better(error: &CaptureError) -> bool {
    !matches!(error, CaptureError::Config(_) | CaptureError::Denied(_))
}

async fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    tokio::fs::write(file, bytes).await.with_context(|| format!("cannot write {}", file.display()))
}
