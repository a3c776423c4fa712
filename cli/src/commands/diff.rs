//! `depicted diff`: two pictures in, one verdict out.

use std::time::Instant;

use depicted::{Differ, Options, Report};

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::files::{Input, Target};
use crate::output::Teller;
use crate::trouble::Trouble;

/// Compares, tells, and says how to exit.
pub(super) fn run(args: DiffArgs) -> Exit {
    let mut teller = Teller::new(args.voice);
    let told = Plan::new(args).and_then(|plan| {
        let report = plan.compare(&mut teller)?;
        teller.report(&report, plan.target.as_ref())?;
        Ok(if report.same() { Exit::Fine } else { Exit::Different })
    });
    told.unwrap_or_else(|trouble| {
        teller.trouble(&trouble);
        Exit::Trouble
    })
}

/// What was typed, checked and ready to run.
struct Plan {
    before: Input,
    after: Input,
    target: Option<Target>,
    options: Options,
}

impl Plan {
    fn new(args: DiffArgs) -> Result<Self, Trouble> {
        let options = args.options();
        let (before, after) = (Input::new(args.before), Input::new(args.after));
        if before == Input::Stdin && after == Input::Stdin {
            return Err(Trouble::usage(
                "standard input holds one picture and both are '-': give the other one as a file",
            ));
        }
        let target = args.output.map(|typed| Target::new(typed, &before, &after)).transpose()?;
        if args.voice.json && target == Some(Target::Stdout) {
            return Err(Trouble::usage(
                "--json and --output - both take standard output: give --output the name of a file",
            ));
        }
        Ok(Self { before, after, target, options })
    }

    fn compare(&self, teller: &mut Teller) -> Result<Report, Trouble> {
        let start = Instant::now();
        let differ = Differ::new(self.options.clone()).clock(move || start.elapsed());
        let differ = match &self.target {
            None => differ,
            Some(Target::File(path)) => differ.highlight_to_path(path),
            Some(Target::Stdout) => differ.highlight_to_writer(teller.stdout()),
        };
        differ
            .diff(self.before.picture(), self.after.picture())
            .map_err(|error| Trouble::engine(&error, &self.before, &self.after))
    }
}
