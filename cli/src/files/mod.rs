//! Where pictures come from and where results go: files, directories, or a standard stream written `-`.

mod format;
mod input;
mod late;
mod links;
#[cfg(any(feature = "capture", feature = "server"))]
mod object;
mod replacement;
mod target;
mod walk;

pub(crate) use format::{EXTENSIONS, mime};
pub(crate) use input::Input;
pub(crate) use late::LateFile;
pub(crate) use links::{is_same_file, resolve};
#[cfg(any(feature = "capture", feature = "server"))]
pub(crate) use object::object;
pub(crate) use replacement::{Replacement, folder_of};
pub(crate) use target::{Target, cannot_write, check_folder_of, check_replaces};
pub(crate) use walk::{Listing, list};

/// What stands for a standard stream in place of a file name; a file of that name is `./-`.
pub(crate) const STREAM: &str = "-";
