//! The flags that say how pages are captured.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;

use crate::args::values::whole;

/// How pages are captured.
#[derive(Args, Clone, Debug)]
pub(crate) struct CaptureArgs {
    /// The width of the window [default: 1280]
    #[arg(help_heading = "Capture", long, value_name = "PX", value_parser = whole::<u32>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) width: Option<u32>,

    /// The height of the window; the picture is of the whole page [default: 1024]
    #[arg(help_heading = "Capture", long, value_name = "PX", value_parser = whole::<u32>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) height: Option<u32>,

    /// CSS that is added to every page
    #[arg(help_heading = "Capture", long, value_name = "CSS")]
    pub(crate) inject_css: Option<String>,

    /// JavaScript that is run in every page when it is loaded
    #[arg(help_heading = "Capture", long, value_name = "JS")]
    pub(crate) inject_js: Option<String>,

    /// The name for pages that ask for one by HTTP Basic
    ///
    /// The password is the variable DEPICTED_HTTP_PASSWORD, or what is in --http-password-file.
    #[arg(help_heading = "Capture", long, value_name = "NAME")]
    pub(crate) http_username: Option<String>,

    /// Read the password for --http-username from the first line of this file, - for standard input
    #[arg(help_heading = "Capture", long, value_name = "FILE")]
    pub(crate) http_password_file: Option<PathBuf>,

    /// Cookies for pages: a file with a JSON list of objects with name, value, domain and path
    #[arg(help_heading = "Capture", long, value_name = "FILE")]
    pub(crate) cookies: Option<PathBuf>,

    /// More of the configuration of captures: a JSON object, or a file with one; flags go before it
    #[arg(help_heading = "Capture", long, value_name = "FILE|JSON")]
    pub(crate) capture_config: Option<String>,
}
