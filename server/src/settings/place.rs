//! Where a server keeps everything, in the words of every command that has to know.

use std::path::PathBuf;

use clap::Args;

/// The folder, the database and the pictures of a server.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Where everything is kept that is not kept elsewhere
    #[arg(long, value_name = "DIR", env = "DEPICTED_DATA", default_value = "depicted-data", global = true)]
    pub data: PathBuf,
    /// The database: `sqlite://FILE`, `postgres://…`, `mysql://…` [default: a file in the data folder]
    #[arg(long, value_name = "URL", env = "DEPICTED_DATABASE", hide_env_values = true, global = true)]
    pub database: Option<String>,
    /// Where pictures are kept: a folder, or `s3://BUCKET/PREFIX` [default: a folder in the data folder]
    #[arg(long, value_name = "URL", env = "DEPICTED_BLOBS", global = true)]
    pub blobs: Option<String>,
}

impl Place {
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
