//! The reference server of Depicted: releases, runs, a queue, workers and pages to review, around the state machines and
//! the engine of the crate `depicted`.
//!
//! The arrow goes one way: `api` and `web` read requests and write answers, `service` does what they ask in one
//! transaction, `store` and `blob` keep it, and `jobs` work off what was enqueued through the same services.

mod api;
mod app;
mod auth;
mod blob;
mod clock;
mod command;
#[cfg(test)]
#[path = "../tests/server/harness/databases.rs"]
mod databases;
mod error;
mod gc;
mod hooks;
mod import;
mod jobs;
mod mail;
mod migrations;
mod ops;
mod service;
mod settings;
mod setup;
mod store;
#[cfg(test)]
mod testing;
mod web;

pub use command::db::{DbArgs, DbCommand, db};
pub use command::gc::{GcArgs, gc};
pub use command::serve::serve;
pub use command::worker::{Queue, WorkerSettings, worker};
pub use jobs::Teller;
pub use ops::logging::start as start_logging;
#[cfg(feature = "capture")]
pub use settings::CaptureSettings;
pub use settings::file::defaults as defaults_from_file;
pub use settings::{LogFormat, MailSettings, OidcSettings, Place, Settings};
