//! The flags that say where the server is and who asks.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;

/// Where the server is, who asks, and of which build.
#[derive(Args, Clone, Debug)]
pub(crate) struct ServerArgs {
    #[command(flatten)]
    pub(crate) access: AccessArgs,

    /// The number of the build: the project that the release belongs to
    #[arg(help_heading = "Server", long, value_name = "NUMBER")]
    pub(crate) build: Option<i64>,
}

/// Where the server is, and who asks.
#[derive(Args, Clone, Debug)]
pub(crate) struct AccessArgs {
    /// The address of the server, as https://depicted.example.com
    ///
    /// With /api at its end or without.
    #[arg(help_heading = "Server", long, value_name = "URL")]
    pub(crate) server: Option<String>,

    /// The name of the API key; a server that asks for none needs none
    ///
    /// Its secret is the variable DEPICTED_SECRET, or what is in --secret-file.
    #[arg(help_heading = "Server", long, value_name = "ID")]
    pub(crate) key: Option<String>,

    /// Read the secret of the API key from the first line of this file, - for standard input
    ///
    /// It goes before the variable DEPICTED_SECRET.
    #[arg(help_heading = "Server", long, value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,

    /// Let the secret go over plain HTTP to another machine, where everybody in between can read it
    #[arg(help_heading = "Server", long)]
    pub(crate) allow_plain_http: bool,
}
