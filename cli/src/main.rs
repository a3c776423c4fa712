//! The command `depicted`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    depicted_cli::run(std::env::args_os()).into()
}
