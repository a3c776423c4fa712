//! The steps of the long form, in order.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::runner::{Done, Step};
use super::{api, fuzz, install, node, python, review, shells, wasm, wasm_package};
use crate::process::Call;
use crate::workspace;

/// Every step.
pub(super) fn all() -> Vec<Step> {
    vec![
        Step { name: "install", title: "Debian packages and Rust components", run: install::system },
        Step { name: "install-cargo", title: "cargo-nextest and cargo-deny", run: install::cargo_tools },
        Step { name: "install-shells", title: "shells and groff", run: shells::install },
        Step { name: "install-node", title: "reference tools for Node", run: install::node_packages },
        Step { name: "fmt", title: "formatting", run: fmt },
        Step { name: "clippy", title: "lints, every target and feature", run: clippy },
        Step {
            name: "clippy-bare",
            title: "lints of the engine without features, and of the command line with each feature alone",
            run: clippy_bare,
        },
        Step { name: "clippy-fuzz", title: "lints of the fuzz targets", run: fuzz::clippy },
        Step { name: "doc", title: "documentation", run: doc },
        Step { name: "deny", title: "licences, sources and bans of dependencies", run: deny },
        Step { name: "wasm", title: "lints for WebAssembly", run: wasm::check },
        Step { name: "tests", title: "tests of the workspace", run: tests },
        Step { name: "doc-tests", title: "examples in the documentation", run: doc_tests },
        Step { name: "tests-bare", title: "tests of the engine without features", run: tests_bare },
        Step { name: "tests-portable", title: "vectors without kernels for AVX2", run: tests_portable },
        Step { name: "benches", title: "every benchmark once, without measuring", run: benches },
        Step { name: "python", title: "the Python package", run: python::test },
        Step { name: "node", title: "the npm package, as it is installed", run: node::test },
        Step { name: "wasm-package", title: "the package for browsers", run: wasm_package::run },
        Step { name: "review", title: "the pages of the server, in Chromium", run: review::test },
        Step {
            name: "api",
            title: "the interface and its description, and files in a bucket",
            run: api::test,
        },
        Step { name: "fuzz-seeds", title: "the committed inputs of the fuzz targets", run: fuzz::seeds },
        Step { name: "fuzz", title: "random input, seconds for each target", run: fuzz::a_while_each },
    ]
}

/// The names of all steps, for the command line.
pub(super) fn names() -> Vec<&'static str> {
    all().iter().map(|step| step.name).collect()
}

fn fmt() -> Result<Done> {
    cargo("fmt --all --check")?;
    cargo("fmt --check --manifest-path fuzz/Cargo.toml").map(|()| Done::Ok)
}

fn clippy() -> Result<Done> {
    cargo("clippy --workspace --all-targets --all-features -- -D warnings").map(|()| Done::Ok)
}

/// With the features that users may choose, one package at a time: what the whole workspace is built with would hide what one
/// of them lacks. Elsewhere than all else, since the same dependencies with other features are builds of their own.
fn clippy_bare() -> Result<Done> {
    let cli = |features| format!("--package depicted-cli --features {features}");
    let packages = ["--package depicted --all-targets".into(), cli("engine"), cli("capture"), cli("server")];
    for words in packages {
        let call = Call::cargo().words("clippy --no-default-features").words(&words);
        let call = call.arg("--target-dir").arg(workspace::target().join("bare"));
        call.words("-- -D warnings").all_to_stdout().run()?;
    }
    Ok(Done::Ok)
}

fn doc() -> Result<Done> {
    let words = "doc --workspace --no-deps --all-features";
    Call::cargo().words(words).env("RUSTDOCFLAGS", "-Dwarnings").all_to_stdout().run()?;
    Ok(Done::Ok)
}

fn deny() -> Result<Done> {
    cargo("deny check bans licenses sources")?;
    fuzz::deny().map(|()| Done::Ok)
}

fn tests() -> Result<Done> {
    note_missing_corpus();
    let differential = match install::missing_reference() {
        None => true,
        Some(tool) => {
            println!("left out: the differential tests, because {tool} is missing (see the install steps)");
            false
        }
    };
    workspace_tests("ci", differential).map(|()| Done::Ok)
}

fn doc_tests() -> Result<Done> {
    cargo("test --workspace --all-features --doc")?;
    let example = Call::cargo().words("run --package depicted --example workflow").stdout()?;
    // The packages for other languages have the same example, and are held to the same file.
    let told = workspace::root().join("core/examples/workflow.txt");
    let expected = fs::read_to_string(&told).with_context(|| format!("cannot read {}", told.display()))?;
    ensure!(
        example == expected,
        "the example workflow printed something else than {}:\n{example}",
        told.display()
    );
    // As the README has it: without naming the program.
    cargo("run --all-features -- --version").map(|()| Done::Ok)
}

fn tests_bare() -> Result<Done> {
    runner("ci").words("--package depicted --no-default-features").all_to_stdout().run()?;
    Ok(Done::Ok)
}

/// As a processor without AVX2 runs them, to the same bits; other flags mean a build of its own.
fn tests_portable() -> Result<Done> {
    let call = Call::cargo().words("test --package depicted-tests vectors::core --target-dir");
    let call = call.arg(workspace::target().join("tests-portable"));
    call.env("RUSTFLAGS", "--cfg depicted_portable_kernels").all_to_stdout().run()?;
    Ok(Done::Ok)
}

fn benches() -> Result<Done> {
    cargo("test --package depicted-benches --benches").map(|()| Done::Ok)
}

/// Runs all tests of the workspace; `differential` makes those against reference tools run.
pub(super) fn workspace_tests(profile: &str, differential: bool) -> Result<()> {
    let call = runner(profile).words("--workspace --all-features");
    let call = if differential { call.env("DEPICTED_DIFFERENTIAL", "1") } else { call };
    call.all_to_stdout().run()
}

/// Says so where the tests over real pictures have nothing to read.
pub(super) fn note_missing_corpus() {
    if workspace::corpus().is_none() {
        println!(
            "left out: the corpus tests, because neither $DEPICTED_CORPUS nor ../shared/corpus is a folder"
        );
    }
}

/// The tests of a package whose names contain something, with the features that all tests have.
pub(super) fn tests_of(package: &str, part: &str) -> Call {
    let call = runner("ci").words("--workspace --all-features");
    // nextest builds what the step of the tests has built, and runs what is asked for.
    if install::has_nextest() {
        return call.arg("-E").arg(format!("package({package}) and test({part})")).all_to_stdout();
    }
    call.arg(part).all_to_stdout()
}

/// Builds the program that other tests drive. The whole workspace chooses its features, as for the tests: one package's own
/// choice would build most dependencies once more.
pub(super) fn build_program() -> Result<()> {
    cargo("build --workspace --all-features --bin depicted")
}

/// nextest where it is installed, else `cargo test` without the examples of the documentation.
fn runner(profile: &str) -> Call {
    if install::has_nextest() {
        return Call::cargo().words("nextest run --profile").arg(profile);
    }
    println!(
        "cargo-nextest is missing, so `cargo test` runs the tests (`cargo install --locked cargo-nextest`)"
    );
    Call::cargo().words("test --no-fail-fast --lib --bins --tests")
}

fn cargo(words: &str) -> Result<()> {
    Call::cargo().words(words).all_to_stdout().run()
}
