//! The interface of the server, held to its description by schemathesis; and files in a bucket, which moto plays.

use anyhow::Result;

use super::runner::Done;
use super::{python, steps};
use crate::process::Call;
use crate::workspace;

/// How much schemathesis asks; well below a minute. The same each time, so that a finding stays one.
const ASKED: &str = "--max-examples 10 --seed 6 --generation-database none --workers 2 --no-color";

/// Builds the server, installs what asks it, and asks.
pub(super) fn test() -> Result<Done> {
    let venv = workspace::target().join("api-tests/venv");
    let Some(python) = python::python_of(&venv)? else { return Ok(python::too_old()) };
    let folder = workspace::root().join("tests/api");
    let pip =
        Call::new(&python).words("-m pip install --quiet --disable-pip-version-check -r requirements.txt");
    pip.dir(&folder).all_to_stdout().run()?;

    steps::build_program()?;
    let run = Call::new(&python).arg("run.py").arg(workspace::target().join("debug/depicted"));
    run.words(ASKED).dir(&folder).env("PYTHONDONTWRITEBYTECODE", "1").all_to_stdout().run()?;

    let buckets = steps::tests_of("depicted-server", "buckets::");
    buckets.env("DEPICTED_MOTO_SERVER", &venv.join("bin/moto_server").to_string_lossy()).run()?;
    Ok(Done::Ok)
}
