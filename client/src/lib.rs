//! The client of a Depicted server: what a build in continuous integration asks of it.
//!
//! A client creates a *release* of a build, asks for runs or reports them with pictures of its own, says that all runs are
//! announced, and may wait for what comes of them:
//!
//! ```no_run
//! use std::path::Path;
//! use depicted::workflow::BuildId;
//! use depicted_client::{Client, Patience, RunReport, Secret};
//!
//! # async fn example() -> depicted_client::Result<()> {
//! let client = Client::builder("https://depicted.example.com")
//!     .key("my-key", Secret::new(std::env::var("DEPICTED_SECRET").unwrap_or_default()))
//!     .connect(BuildId(1))?;
//! let release = client.create_release("nightly", None).await?;
//! let picture = client.upload(Path::new("shots/home.png")).await?;
//! client.report_run(&release, "/home", &RunReport::new().image(picture)).await?;
//! let results = client.runs_done(&release).await?;
//! let outcome = client.wait(&release, &Patience::default(), |_| {}).await?;
//! println!("{}: {results}", outcome.summary);
//! # Ok(()) }
//! ```
//!
//! Operations that can be repeated without harm are tried again, a bounded number of times, where the connection fails.
//! The secret goes to the server and nowhere else: not over plain HTTP to another machine unless that is allowed, not
//! after a redirect, and into no message.

mod address;
mod answers;
mod artifacts;
mod backoff;
mod builder;
mod error;
mod json;
mod key;
mod releases;
mod runs;
mod send;
mod status;
mod tls;
mod wait;
mod work_queue;

pub use answers::limit_of_answers;
pub use backoff::Backoff;
pub use builder::{Builder, Client};
pub use error::{Error, ErrorKind, Result};
pub use key::Secret;
pub use releases::Release;
pub use runs::{Baseline, Capture, Run, RunReport};
pub use send::Repeat;
pub use status::{ReleaseState, RunPage, RunState};
pub use tls::install_provider;
pub use wait::Patience;
pub use work_queue::{LeasedTask, NewTask, WorkQueue};
