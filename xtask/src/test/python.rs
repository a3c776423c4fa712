//! The Python package: built and installed as `pip` does it, in an environment of its own, then checked and tested.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::install;
use super::runner::Done;
use crate::apt;
use crate::process::Call;
use crate::workspace;

/// The oldest Python with the buffer protocol in its stable interface.
const OLDEST: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// Builds the wheel, installs it, and runs mypy, ruff and pytest.
pub(super) fn test() -> Result<Done> {
    install::chromium()?;
    let Some(python) = python_of(&workspace::target().join("python-tests/venv"))? else {
        return Ok(too_old());
    };
    let venv = Venv { python };
    venv.install()?;

    // The package alone, then all that imports it as it is installed.
    venv.module("mypy").words("python").run()?;
    venv.module("mypy").words("tests examples benches").run()?;
    venv.module("mypy.stubtest").words("depicted._native").run()?;
    venv.module("ruff").words("format --check .").run()?;
    venv.module("ruff").words("check --quiet .").run()?;
    venv.module("pytest").words("-q -rs -p no:cacheprovider").run()?;
    Ok(Done::Ok)
}

/// The Python of the environment in a folder, which is made where it is missing; none where this machine's is too old.
pub(super) fn python_of(folder: &Path) -> Result<Option<PathBuf>> {
    if !Call::new("python3").words("-m ensurepip --version").works() {
        apt::install(&["python3", "python3-venv"]).context("packages of Python are tested in a venv")?;
    }
    if !Call::new("python3").arg("-c").arg(OLDEST).works() {
        return Ok(None);
    }
    let python = folder.join("bin/python");
    if !Call::new(&python).arg("-c").arg(OLDEST).works() {
        Call::new("python3").words("-m venv --clear").arg(folder).run()?;
    }
    Ok(Some(python))
}

/// What is said of a step that needs a newer Python.
pub(super) fn too_old() -> Done {
    Done::LeftOut("python3 is older than 3.11; install a newer one and put it first on PATH".into())
}

/// The environment with the tools and the package.
struct Venv {
    python: PathBuf,
}

impl Venv {
    /// Installs the pinned tools, and the package out of its folder, as a user does.
    fn install(&self) -> Result<()> {
        let pip = || self.module("pip").words("install --quiet --disable-pip-version-check");
        pip().words("-r requirements-test.txt").run()?;
        pip().words("--no-deps .").run()
    }

    /// A call of a module, in the folder of the package. Wheels are built with the profile of the other tests, into the
    /// same folder as they are, which saves most of the building.
    fn module(&self, name: &str) -> Call {
        let call = Call::new(&self.python).words("-m").arg(name).dir(&package()).all_to_stdout();
        let call = call.env("PYTHONDONTWRITEBYTECODE", "1").env("MATURIN_PEP517_ARGS", "--profile dev");
        call.env("CARGO_TARGET_DIR", &workspace::target().display().to_string())
    }
}

fn package() -> PathBuf {
    workspace::root().join("bindings-python")
}
