//! `depicted pair-diff`: two pages, captured and compared, here or by a server.

#[cfg(feature = "capture")]
mod here;
mod server;

use url::Url;

use crate::args::{PairArgs, Voice};
use crate::exit::Exit;
use crate::output::Teller;
use crate::remote::page;
use crate::trouble::Trouble;

/// What only a comparison here takes, by its headings in the help.
const HERE: [&str; 5] = ["Without a server", "Comparison", "Tolerance", "Highlight", "Limits"];

/// The page before and the page after.
type Pair = (Url, Url);

/// Captures, compares, and says how to exit.
pub(super) fn run(args: &PairArgs) -> Exit {
    let told = pages(args).and_then(|pair| {
        let given = args.server.access.server.is_some();
        let (headings, why) = if given {
            (
                &HERE[..],
                "is for a comparison without a server, which compares as its build says: leave it out",
            )
        } else {
            (&["Server", "Release"][..], "needs a server: give --server URL, or set DEPICTED_SERVER")
        };
        match args.typed.under(headings) {
            Some("timeout") | None => {}
            Some(flag) => return Err(Trouble::usage(format!("--{flag} {why}"))),
        }
        if given { Ok(server::run(args, &pair)) } else { here(args, &pair) }
    });
    told.unwrap_or_else(|trouble| {
        let voice = args.release.voice;
        Teller::new(Voice { json: voice.json, quiet: voice.quiet, verbose: voice.verbose }).trouble(&trouble);
        Exit::Trouble
    })
}

#[cfg(feature = "capture")]
fn here(args: &PairArgs, pair: &Pair) -> Result<Exit, Trouble> {
    here::run(args, pair)
}

#[cfg(not(feature = "capture"))]
fn here(_args: &PairArgs, _pair: &Pair) -> Result<Exit, Trouble> {
    Err(Trouble::usage("this program was built without captures: give --server URL, or set DEPICTED_SERVER"))
}

/// The page before and the page after, however they were typed.
fn pages(args: &PairArgs) -> Result<Pair, Trouble> {
    let (([before, after], None, None) | ([], Some(before), Some(after))) =
        (args.pages.as_slice(), &args.before, &args.after)
    else {
        return Err(Trouble::usage("give two pages: BEFORE AFTER, or --before URL --after URL"));
    };
    Ok((page(before)?, page(after)?))
}
