//! Where pictures come from and where the highlighted one goes: files, or a standard stream written `-`.

mod input;
mod target;

pub(crate) use input::Input;
pub(crate) use target::Target;

/// What stands for a standard stream in place of a file name; a file of that name is `./-`.
const STREAM: &str = "-";
