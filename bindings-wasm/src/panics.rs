//! A bug becomes an exception with a message, and never a bare `unreachable`.

use std::panic::PanicHookInfo;

use crate::failure::OUT_OF_MEMORY;

/// Makes a panic throw. The instance is of no use afterwards; `index.js` makes a new one.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_str(&message(info))));
}

/// What is thrown: JSON text for an error that has a code, else words for a person.
fn message(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let words = payload.downcast_ref::<&str>().copied();
    let words =
        words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    // What `Vec` says of more than 2 GiB in one piece, before it asks for memory.
    if words == "capacity overflow" {
        return OUT_OF_MEMORY.into();
    }
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    format!("a bug in depicted-wasm, please report it: {words} ({place})")
}
