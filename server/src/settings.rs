//! What can be set: by flags, by variables, or in a file. Every setting is declared here and nowhere else.

#[cfg(feature = "capture")]
mod capture;
pub(crate) mod file;
mod mail;
mod oidc;
mod place;
#[cfg(test)]
mod table;

use std::net::{IpAddr, SocketAddr};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

#[cfg(feature = "capture")]
pub use capture::CaptureSettings;
pub use mail::MailSettings;
pub use oidc::OidcSettings;
pub use place::Place;

/// The settings of `depicted serve`.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Where everything is kept.
    #[command(flatten)]
    pub place: Place,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", env = "DEPICTED_LISTEN", default_value = "127.0.0.1:5000")]
    pub listen: SocketAddr,
    /// The address that people type, for links [default: `http://` and the address to listen on]
    #[arg(long, value_name = "URL", env = "DEPICTED_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The addresses of proxies whose `X-Forwarded-For` is believed, separated by commas: attempts to sign in are counted by what it names
    #[arg(
        long,
        value_name = "ADDRESSES",
        env = "DEPICTED_TRUSTED_PROXIES",
        value_delimiter = ',',
        default_value = "127.0.0.1,::1"
    )]
    pub trusted_proxies: Vec<IpAddr>,
    /// Lets everybody do everything, for development; on loopback only
    #[arg(long, env = "DEPICTED_NO_AUTH")]
    pub no_auth: bool,
    /// How many comparisons are made at once in this process
    #[arg(long, value_name = "NUMBER", env = "DEPICTED_DIFF_WORKERS", default_value_t = 1)]
    pub diff_workers: usize,
    /// How many pages are captured at once in this process; 0 leaves them to other workers
    #[cfg(feature = "capture")]
    #[arg(long, value_name = "NUMBER", env = "DEPICTED_CAPTURE_WORKERS", default_value_t = 1)]
    pub capture_workers: usize,
    /// How they are captured.
    #[cfg(feature = "capture")]
    #[command(flatten)]
    pub capture: CaptureSettings,
    /// How long a task is held here of which nothing is heard, in milliseconds; then it is tried again
    #[arg(long, value_name = "MS", env = "DEPICTED_LEASE_MS", default_value_t = 60_000)]
    pub lease_ms: u64,
    /// After how many hours what nobody needs is removed, again and again, as `depicted gc` does; 0 leaves that to it
    #[arg(long, value_name = "HOURS", env = "DEPICTED_GC_EVERY", default_value_t = 0)]
    pub gc_every: u32,
    /// The largest file that is taken, in bytes
    #[arg(long, value_name = "BYTES", env = "DEPICTED_MAX_UPLOAD", default_value_t = 64 << 20)]
    pub max_upload: usize,
    /// How long an answer may take to begin, in milliseconds
    #[arg(long, value_name = "MS", env = "DEPICTED_REQUEST_TIMEOUT_MS", default_value_t = 120_000)]
    pub request_timeout_ms: u64,
    /// How long requests and comparisons may take to end when the server is told to stop, in milliseconds
    #[arg(long, value_name = "MS", env = "DEPICTED_STOP_TIMEOUT_MS", default_value_t = 10_000)]
    pub stop_timeout_ms: u64,
    /// What is logged, to standard error: `error`, `warn`, `info`, `debug`, or a list such as `info,sqlx=debug`
    #[arg(long, value_name = "FILTER", env = "DEPICTED_LOG", default_value = "info")]
    pub log: String,
    /// How it is written
    #[arg(long, value_name = "FORMAT", env = "DEPICTED_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// How mail leaves.
    #[command(flatten)]
    pub mail: MailSettings,
    /// Lets webhooks call addresses of this machine and of private networks
    #[arg(long, env = "DEPICTED_WEBHOOK_PRIVATE")]
    pub webhook_private: bool,
    /// Another place to sign in.
    #[command(flatten)]
    pub oidc: OidcSettings,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line an event, for people.
    Text,
    /// A JSON object an event, for programs.
    Json,
}

impl Settings {
    /// Looks for what cannot work, before anything is opened.
    ///
    /// # Errors
    /// When `no_auth` is set and others than this machine could connect, or a number or address is of no use.
    pub fn check(&self) -> anyhow::Result<()> {
        if self.no_auth && !self.listen.ip().is_loopback() {
            bail!(
                "--no-auth lets everybody do everything, so it listens on loopback only, not on {}",
                self.listen
            );
        }
        if self.max_upload == 0 || self.request_timeout_ms == 0 {
            bail!("--max-upload and --request-timeout-ms are at least 1");
        }
        check_lease(self.lease_ms)?;
        #[cfg(feature = "capture")]
        self.capture.check()?;
        if let Some(url) = &self.public_url {
            let parsed = url::Url::parse(url).with_context(|| format!("--public-url {url} is no URL"))?;
            if !matches!(parsed.scheme(), "http" | "https") {
                bail!("--public-url {url} is of the kind {}, and has to be http or https", parsed.scheme());
            }
        }
        let kind = self.place.database_url().split(':').next().unwrap_or_default().to_owned();
        if !["sqlite", "postgres", "postgresql", "mysql", "mariadb"].contains(&&*kind) {
            bail!("--database begins with {kind}:, and has to begin with sqlite:, postgres: or mysql:");
        }
        self.mail.parse()?;
        self.oidc.check()?;
        EnvFilter::try_new(&self.log).with_context(|| format!("--log {:?} is no filter", self.log))?;
        Ok(())
    }
}

/// A lease lasts long enough to be told of, and a day at most.
pub(crate) fn check_lease(lease_ms: u64) -> anyhow::Result<()> {
    if !(100..=24 * 60 * 60 * 1000).contains(&lease_ms) {
        bail!("--lease-ms {lease_ms} is out of range: 100 to 86400000");
    }
    Ok(())
}
