//! The flags of `depicted diff`.

use std::path::PathBuf;

use clap::Args;
use depicted::Options;

use super::options::OptionArgs;
use super::voice::Voice;

/// Compare two pictures and print a one-line verdict
///
/// PNG, JPEG and WebP are told apart by their contents, not their names. The result is one line on standard output;
/// everything else goes to standard error.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 the same, 1 different, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    the same: nothing differs, or no more than is tolerated
  1    different
  2    trouble: wrong usage, a picture that cannot be read, a file that cannot be written;
       nothing is on standard output then, and one line on standard error says why
  130  interrupted

Examples:
  depicted diff before.png after.png
      the verdict, as: different: distortion 0.0386, 1 240 of 480 000 pixels, 3 regions
  depicted diff before.png after.png --output diff.png
      also draws what differs, if anything does
  depicted diff before.png after.png --ignore 900,8,120,24 --threshold strict
      leaves out the clock in the corner, and looks more closely than usual
  depicted diff before.png after.png --metric pixelmatch --threshold 0.05 --max-different-pixels 20
      counts as npm's pixelmatch does, and accepts 20 pixels
  curl -fsS https://example.com/shot.png | depicted diff before.png - --json
      compares with what a pipe brings, for a program to read")]
pub(crate) struct DiffArgs {
    /// The reference: a file, or - for standard input
    ///
    /// A file that is named - is written ./-
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// The new picture: a file, or - for standard input
    ///
    /// A file that is named - is written ./-
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,

    #[command(flatten)]
    options: OptionArgs,

    /// Write the highlighted picture to this PNG file, if the verdict is different
    ///
    /// The file appears, or is replaced, when it is complete; when nothing differs it stays as it was. With - the
    /// picture goes to standard output and the verdict to standard error.
    #[arg(help_heading = "Output", short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Write the highlighted picture also when nothing differs
    #[arg(help_heading = "Output", long, requires = "output")]
    output_always: bool,

    #[command(flatten)]
    pub(crate) voice: Voice,
}

impl DiffArgs {
    /// The engine's options: its defaults, patched by what was typed.
    pub(crate) fn options(&self) -> Options {
        let mut options = self.options.options();
        options.highlight.always |= self.output_always;
        options
    }
}
