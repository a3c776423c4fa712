//! Where things are: the workspace, its target folder, and the optional inputs beside it.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable at run time too; the built-in value serves a binary that was started by hand.
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// The folder that Cargo builds into.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A folder of the read-only inputs beside the repository (`../shared/NAME`), where it is there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    path.exists().then_some(path)
}

/// The folder of real pictures: `$DEPICTED_CORPUS`, else `../shared/corpus`; `None` where it is missing.
pub(crate) fn corpus() -> Option<PathBuf> {
    match env::var_os("DEPICTED_CORPUS") {
        Some(dir) => Some(root().join(dir)).filter(|dir| dir.is_dir()),
        None => shared("corpus"),
    }
}

/// A path as people want to read it: relative to the workspace where it lies inside.
pub(crate) fn display(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
