//! The flags that show a result on the screen.

use clap::{Args, ValueEnum};

/// What is shown, beside being written.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ViewArgs {
    /// Open the result with the program of the system: the page of --html, else the picture of --output
    ///
    /// Only if the verdict is different.
    #[arg(help_heading = "Output", long)]
    pub(crate) open: bool,

    /// Show the highlighted picture in the terminal, if the verdict is different; only for two pictures
    ///
    /// kitty and iterm2 are protocols of those terminals, which others speak too; sixel is one of older and many newer
    /// ones. auto finds out from the environment which one the terminal has, and says so where it has none. A picture
    /// that is too wide is scaled down. With a protocol named, the picture is printed wherever standard output goes.
    #[arg(help_heading = "Output", long, value_name = "PROTOCOL", value_enum)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    #[arg(conflicts_with_all = ["json", "json_lines"])]
    pub(crate) show: Option<Show>,
}

/// How a picture is shown in a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// As the terminal can.
    Auto,
    /// The graphics protocol of kitty.
    Kitty,
    /// The inline pictures of iTerm2.
    Iterm2,
    /// Sixels.
    Sixel,
}
