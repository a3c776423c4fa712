//! Finds the command-line program.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use depicted_tests::{places, walk};

/// The program, without what the user's own environment says to it.
pub(super) fn command() -> Command {
    let mut command = Command::new(depicted());
    let set = env::vars_os().map(|(name, _)| name);
    set.filter(|name| name.to_string_lossy().starts_with("DEPICTED_")).for_each(|name| {
        command.env_remove(name);
    });
    command
}

/// The program `depicted` of this build. It belongs to another package, so Cargo is asked for it unless it is newer than
/// everything that it is made of; where there is no Cargo, the one that is there will do.
fn depicted() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        // This test is TARGET/PROFILE/deps/suite-HASH.
        let test = env::current_exe().expect("a test has a path");
        let profile = test.parent().and_then(Path::parent).expect("a test lies in a target folder");
        let path = profile.join(format!("depicted{}", env::consts::EXE_SUFFIX));
        if !is_fresh(&path) {
            let built = build(profile);
            assert!(built.is_ok() || path.is_file(), "{}: {}", path.display(), built.unwrap_err());
        }
        path
    })
}

/// Whether a file is newer than the sources of the program.
fn is_fresh(path: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let Some(built) = modified(path) else { return false };
    let root = places::root();
    let mut sources = vec![root.join("Cargo.lock"), root.join("Cargo.toml")];
    for package in ["cli", "core"] {
        sources.push(root.join(package).join("Cargo.toml"));
        let folder = root.join(package).join("src");
        sources.extend(walk::files(&folder).into_iter().map(|file| folder.join(file)));
    }
    sources.iter().filter_map(|source| modified(source)).all(|modified| modified < built)
}

/// Builds the program into the folder of this test's own profile.
fn build(profile: &Path) -> Result<(), String> {
    let name = profile.file_name().and_then(|name| name.to_str()).unwrap_or("debug");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", "depicted-cli", "--bin", "depicted", "--profile"]);
    command.arg(if name == "debug" { "dev" } else { name });
    command.arg("--target-dir").arg(profile.parent().unwrap_or(profile)).current_dir(places::root());
    let output = command.output().map_err(|error| format!("cannot run Cargo: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
