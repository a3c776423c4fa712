//! `depicted gc`.

use depicted_server::GcArgs;

use super::asynchronous;
use crate::exit::Exit;

/// Removes what nobody needs any more, and says how to exit.
pub(super) fn run(args: GcArgs) -> Exit {
    asynchronous::run(|tell| depicted_server::gc(args, tell)).map_or_else(|exit| exit, |()| Exit::Fine)
}
