//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// The folder of the vectors.
pub fn vectors() -> PathBuf {
    root().join("tests/vectors")
}

/// The folder of the small judged pairs.
pub fn judge() -> PathBuf {
    root().join("tests/judge")
}

/// The folder of the reference tools.
pub fn differential() -> PathBuf {
    root().join("tests/differential")
}

/// A folder of the corpus of real pictures: `$DEPICTED_CORPUS`, else `../shared/corpus` beside the workspace. `None`,
/// with a note on standard error, where it is missing.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    let corpus = env::var_os("DEPICTED_CORPUS")
        .map_or_else(|| root().join("../shared/corpus"), |dir| root().join(dir));
    let path = corpus.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("left out: there is no folder '{folder}' in $DEPICTED_CORPUS or in ../shared/corpus");
    None
}

/// A folder of its own for the files of one test; what an earlier run left there is gone.
///
/// # Panics
/// When it cannot be made.
pub fn scratch(test: &str) -> PathBuf {
    let path = env::temp_dir().join(format!("depicted-tests-{}-{test}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path
}
