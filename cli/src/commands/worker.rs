//! `depicted worker`.

use std::io::{self, Write};
use std::sync::Arc;

use depicted_server::{Teller as Told, start_logging, worker};

use crate::args::WorkerArgs;
use crate::exit::Exit;
use crate::interrupt;
use crate::output::Teller;
use crate::remote::connect_to;
use crate::trouble::Trouble;

/// Works until it is told to stop, and says how to exit.
pub(super) fn run(args: WorkerArgs) -> Exit {
    work(args).map_or_else(
        |trouble| {
            Teller::default().trouble(&trouble);
            Exit::Trouble
        },
        |()| Exit::Fine,
    )
}

fn work(args: WorkerArgs) -> Result<(), Trouble> {
    let WorkerArgs { access, settings, quiet } = args;
    settings.check().map_err(|error| Trouble::usage(format!("{error:#}")))?;
    let client = connect_to(&access)?;
    let told: Told = if quiet { Arc::new(|_| {}) } else { Arc::new(tell) };
    let worked = || {
        start_logging(&settings.log, settings.log_format)?;
        let runtime = tokio::runtime::Runtime::new()?;
        let worked = runtime.block_on(async { worker(settings, client, interrupt::first()?, told).await });
        // A comparison cannot be interrupted, and its task was given back.
        runtime.shutdown_background();
        worked
    };
    worked().map_err(|error| Trouble::io(format!("{error:#}")))
}

/// A line for people, who may have gone.
fn tell(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
