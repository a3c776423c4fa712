//! The flags of `depicted diff`.

use std::path::PathBuf;

use clap::Args;
use depicted::Options;

use super::environment::Environment;
use super::folders::FolderArgs;
use super::options::OptionArgs;
use super::page::PageArgs;
use super::serve::ServeArgs;
use super::view::ViewArgs;
use super::voice::Voice;
use crate::config::Config;
use crate::trouble::Trouble;

/// Compare two pictures, or all pictures of two directories
///
/// The formats of pictures are told apart by their contents, not their names. The result is one line on standard output;
/// everything else goes to standard error.
///
/// Of two directories, those pictures are compared that have the same path in both: every file in them, however deep,
/// that is named .png, .jpg, .jpeg, .webp, .gif, .bmp, .tif, .tiff or .qoi, in capitals or not. Files and directories
/// whose names begin with a dot are skipped; links are followed. A picture in only one of the two is a difference. One
/// that cannot be read is told, and the others are compared all the same. The result is a table of the pairs that
/// differ, and a line with their number.
#[derive(Args, Debug)]
#[command(
    override_usage = "depicted diff [OPTIONS] <BEFORE> <AFTER>\n       depicted diff [OPTIONS] --serve-stdio"
)]
#[command(after_help = "Exit codes: 0 the same, 1 different, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    the same: nothing differs, or no more than is tolerated
  1    different
  2    trouble: wrong usage, a picture that cannot be read, a file that cannot be written;
       nothing is on standard output then, and one line on standard error says why
  130  interrupted
Of two directories the worst: 2 when any pair could not be compared, though the result
of the others is on standard output; 1 when any differs or a picture is in one only.

Environment:
  A variable is read as if its flag was typed. An empty one counts as none, and so does
  one that does not fit what was typed: DEPICTED_JOBS where two pictures are compared,
  DEPICTED_JSON beside --quiet. A switch is true or false; rectangles of DEPICTED_IGNORE
  are separated by spaces. A flag goes before its variable, a variable before the file of
  --config, and that before the default.

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
      compares with what a pipe brings, for a program to read
  depicted diff shots/main shots/branch --output diffs --html report.html
      compares every picture of a directory with that of the same path in the other, draws
      what differs to diffs/, and makes a page of it all")]
pub(crate) struct DiffArgs {
    /// The reference: a file, a directory, or - for standard input
    ///
    /// A file that is named - is written ./-
    #[arg(value_name = "BEFORE", required_unless_present = "serve_stdio")]
    pub(crate) before: Option<PathBuf>,

    /// The new picture: a file, a directory, or - for standard input
    ///
    /// A file that is named - is written ./-
    #[arg(value_name = "AFTER", required_unless_present = "serve_stdio")]
    pub(crate) after: Option<PathBuf>,

    /// Read options from this file, TOML or JSON
    ///
    /// Its names are those of the options in every language: metric, threshold, ignore and so on, and those of the
    /// groups highlight, tolerance and limits. A name that is unknown is refused. A file is read only when it is named
    /// here; none is looked for. Rectangles of --ignore take the place of those in the file. Only this command takes
    /// one: of local tests, the options that differ from test to test are keys of their files.
    #[arg(help_heading = "Configuration", long, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    options: OptionArgs,

    #[command(flatten)]
    pub(crate) folders: FolderArgs,

    /// Write the highlighted picture to this file, if the verdict is different; for directories, to this directory
    ///
    /// The file appears, or is replaced, when it is complete; when nothing differs it stays as it was. With - the
    /// picture goes to standard output and the verdict to standard error.
    ///
    /// For directories it is the name of a directory, outside of both, which is made when it is needed. The picture of
    /// shop/cart.png goes to shop/cart.png.diff.png in it: the whole name stays, so that cart.png and cart.jpg do not
    /// meet. With --highlight-format webp it ends in .diff.webp. What is there from earlier stays, except where it is
    /// replaced.
    #[arg(help_heading = "Output", short, long, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Write the highlighted picture also when nothing differs
    #[arg(help_heading = "Output", long)]
    pub(crate) output_always: bool,

    #[command(flatten)]
    pub(crate) page: PageArgs,

    #[command(flatten)]
    pub(crate) view: ViewArgs,

    #[command(flatten)]
    pub(crate) voice: Voice,

    #[command(flatten)]
    pub(crate) serve: ServeArgs,

    /// Which of these come from the environment.
    #[arg(skip)]
    pub(super) environment: Environment,
}

impl DiffArgs {
    /// The engine's options: its defaults, patched by the file of options, then by what was given as a flag.
    ///
    /// # Errors
    /// When there is a file and it cannot be used.
    pub(crate) fn options(&self) -> Result<Options, Trouble> {
        let config = self.config.as_deref().map(Config::read).transpose()?;
        let base = config.as_ref().map(|config| config.options.clone()).unwrap_or_default();
        let mut options = self.options.over(base);
        options.highlight.always |= self.output_always;
        if let Some(config) = config {
            config.check(&options)?;
        }
        Ok(options)
    }

    /// Refuses flags that have no meaning for what is to be compared. One from the environment is passed over: it was
    /// not meant for this run alone.
    ///
    /// # Errors
    /// For the first that was typed.
    pub(crate) fn refuse(&self, flags: &[(&str, bool, &str)]) -> Result<(), Trouble> {
        let typed = |flag: &str| !self.environment.gave(flag);
        match flags.iter().find(|(flag, given, _)| *given && typed(flag)) {
            Some((flag, _, why)) => Err(Trouble::usage(format!("--{flag} {why}"))),
            None => Ok(()),
        }
    }
}
