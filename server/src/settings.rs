//! What can be set, by flags and by variables.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// The settings of `depicted serve`.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Where everything is kept that is not kept elsewhere
    #[arg(long, value_name = "DIR", env = "DEPICTED_DATA", default_value = "depicted-data")]
    pub data: PathBuf,
    /// The database: `sqlite://FILE`, `postgres://…`, `mysql://…` [default: a file in the data folder]
    #[arg(long, value_name = "URL", env = "DEPICTED_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Where pictures are kept: a folder, or `s3://BUCKET/PREFIX` [default: a folder in the data folder]
    #[arg(long, value_name = "URL", env = "DEPICTED_BLOBS")]
    pub blobs: Option<String>,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", env = "DEPICTED_LISTEN", default_value = "127.0.0.1:5000")]
    pub listen: SocketAddr,
    /// The address that people type, for links [default: `http://` and the address to listen on]
    #[arg(long, value_name = "URL", env = "DEPICTED_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Lets everybody do everything, for development; on loopback only
    #[arg(long, env = "DEPICTED_NO_AUTH")]
    pub no_auth: bool,
    /// How many comparisons are made at once in this process
    #[arg(long, value_name = "NUMBER", env = "DEPICTED_DIFF_WORKERS", default_value_t = 1)]
    pub diff_workers: usize,
    /// The largest file that is taken, in bytes
    #[arg(long, value_name = "BYTES", env = "DEPICTED_MAX_UPLOAD", default_value_t = 64 << 20)]
    pub max_upload: usize,
}

impl Settings {
    /// The URL of the database.
    pub(crate) fn database_url(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}?mode=rwc", self.data.join("depicted.sqlite").display()))
    }

    /// The place of the pictures.
    pub(crate) fn blobs_url(&self) -> String {
        self.blobs.clone().unwrap_or_else(|| self.data.join("blobs").display().to_string())
    }
}
