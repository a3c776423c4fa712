//! The compatible metrics against their references, which are asked themselves; see `tests/differential/README.md`.

mod draw;
mod imagemagick;
mod npm;
mod odiff;
mod pairs;
mod pixelmatch;
mod rmse;

/// What to do where a reference tool may be missing: `true` when it is there. With `DEPICTED_DIFFERENTIAL=1` it has to
/// be; otherwise the test says that it is left out.
fn present(tool: &str, there: bool) -> bool {
    let required = std::env::var_os("DEPICTED_DIFFERENTIAL").is_some_and(|value| value == "1");
    assert!(there || !required, "{tool} is missing, and DEPICTED_DIFFERENTIAL=1 asks for it");
    if !there {
        eprintln!("left out: {tool} is missing (`cargo xtask test` installs it)");
    }
    there
}
