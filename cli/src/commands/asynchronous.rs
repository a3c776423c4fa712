//! Runs a command of the server to its end.

use std::fmt::Display;
use std::future::Future;
use std::io::{self, Write};

use crate::exit::Exit;
use crate::output::Teller;
use crate::trouble::Trouble;

/// Runs it in a runtime of its own; what it tells goes to standard output, and trouble to standard error.
pub(super) fn run<T, E, F>(command: impl FnOnce(fn(&str)) -> F) -> Result<T, Exit>
where
    E: Display + From<io::Error>,
    F: Future<Output = Result<T, E>>,
{
    let done =
        tokio::runtime::Runtime::new().map_err(E::from).and_then(|runtime| runtime.block_on(command(tell)));
    done.map_err(|error| {
        Teller::default().trouble(&Trouble::io(format!("{error:#}")));
        Exit::Trouble
    })
}

/// A line for people, who may have gone.
fn tell(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
