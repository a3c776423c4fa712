//! What a path leads to, by whatever links and spelling.

use std::fs;
use std::path::{self, Component, Path, PathBuf};

/// Whether both lead to one file that exists.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        // One of them does not exist.
        _ => false,
    }
}

/// The path with its links followed, as far as it exists; what is still to be made comes behind. `..` leads out of a
/// directory that is still to be made too.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let mut resolved = PathBuf::new();
    // How many names at the end do not exist.
    let mut missing = 0_usize;
    for name in path::absolute(path).as_deref().unwrap_or(path).components() {
        match name {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
                missing = missing.saturating_sub(1);
            }
            name => {
                resolved.push(name);
                if missing == 0
                    && let Ok(real) = fs::canonicalize(&resolved)
                {
                    resolved = real;
                } else {
                    missing += 1;
                }
            }
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_resolved_as_far_as_it_does() {
        let here = fs::canonicalize(".").expect("a working directory");
        assert_eq!(resolve(Path::new("src/../no/such.png")), here.join("no/such.png"));
        assert_eq!(resolve(Path::new("no-such")), here.join("no-such"));
        assert_eq!(resolve(Path::new("no-such/x/../../src")), here.join("src"));
        assert!(is_same_file(Path::new("src/lib.rs"), Path::new("./src/../src/lib.rs")));
        assert!(!is_same_file(Path::new("no-such"), Path::new("no-such")));
    }
}
