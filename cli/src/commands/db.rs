//! `depicted db`.

use depicted_server::DbArgs;

use super::asynchronous;
use crate::exit::Exit;

/// Does what was asked of the database, and says how to exit: 1 where `check` finds a difference.
pub(super) fn run(args: DbArgs) -> Exit {
    match asynchronous::run(|tell| depicted_server::db(args, tell)) {
        Ok(true) => Exit::Fine,
        Ok(false) => Exit::Different,
        Err(exit) => exit,
    }
}
