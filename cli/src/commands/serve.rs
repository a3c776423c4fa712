//! `depicted serve`.

use std::io::{self, Write};

use depicted_server::{serve, start_logging};

use crate::args::ServeArgs;
use crate::exit::Exit;
use crate::interrupt;
use crate::output::Teller;
use crate::trouble::Trouble;

/// Runs the server until it is told to stop, and says how to exit.
pub(super) fn run(args: ServeArgs) -> Exit {
    let settings = args.settings;
    let run = || {
        settings.check()?;
        if args.check_config {
            tell("the settings are fine");
            return Ok(());
        }
        start_logging(&settings.log, settings.log_format)?;
        let runtime = tokio::runtime::Runtime::new()?;
        let served = runtime.block_on(async { serve(settings, interrupt::first()?, tell).await });
        // A comparison that did not end in time is not waited for.
        runtime.shutdown_background();
        served
    };
    match run() {
        Ok(()) => Exit::Fine,
        Err(error) => {
            Teller::default().trouble(&Trouble::io(format!("{error:#}")));
            Exit::Trouble
        }
    }
}

/// A line for people, who may have gone.
fn tell(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
