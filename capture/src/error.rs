//! What can go wrong with a capture.

use std::time::Duration;

/// Why a capture, or the browser, failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// There is no browser to capture with.
    #[error("no browser found: {0}")]
    BrowserMissing(String),
    /// The browser did not start.
    #[error("the browser did not start: {0}")]
    BrowserStart(String),
    /// The browser ended while a page was being captured.
    #[error("the browser ended during the capture")]
    BrowserGone,
    /// The page's process crashed.
    #[error("the page crashed")]
    PageCrashed,
    /// The page could not be loaded.
    #[error("the page could not be loaded: {0}")]
    Load(String),
    /// The capture took longer than it may.
    #[error("the capture took longer than {}: it was stopped while {doing}", seconds(*limit))]
    Timeout {
        /// The limit of the pool.
        limit: Duration,
        /// What was going on.
        doing: String,
    },
    /// A script of the configuration threw an exception.
    #[error("{key} threw an exception: {exception}")]
    Script {
        /// The key of the configuration.
        key: String,
        /// What was thrown.
        exception: String,
    },
    /// Something that the configuration names is not in the page.
    #[error("{0}")]
    NotInPage(String),
    /// A policy forbids the page.
    #[error("not allowed: {0}")]
    Denied(String),
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] crate::ConfigError),
    /// The picture could not be made.
    #[error("the picture could not be made: {0}")]
    Picture(String),
    /// The browser refused something that it should do.
    #[error("the browser refused {method}: {message}")]
    Protocol {
        /// The method of the protocol.
        method: String,
        /// The browser's words.
        message: String,
    },
    /// The pool is closed.
    #[error("the pool is closed")]
    Closed,
}

fn seconds(limit: Duration) -> String {
    format!("{} s", limit.as_secs_f64())
}

/// A capture that failed, and what is known about it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{error}")]
pub struct Failure {
    /// Why.
    #[source]
    pub error: CaptureError,
    /// What happened until then, line by line.
    pub log: String,
    /// The viewport as it was last, as PNG, if the page could still be drawn.
    pub last_frame: Option<Vec<u8>>,
}
