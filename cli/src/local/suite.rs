//! What a file of tests says.

mod keys;
mod line;
mod read;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use depicted::Options;

use super::name::Name;
use crate::capture::Page;
use crate::trouble::Trouble;

/// A file of tests.
#[derive(Clone, Debug)]
pub(crate) struct Suite {
    pub(crate) path: PathBuf,
    /// A script that runs as long as the tests do.
    pub(crate) setup: Option<String>,
    pub(crate) wait_for: Option<WaitFor>,
    pub(crate) tests: Vec<Test>,
}

/// What has to happen before the tests.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WaitFor {
    pub(crate) what: Awaited,
    pub(crate) timeout: Duration,
}

/// What is waited for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Awaited {
    /// A page that answers with status 200.
    Url(String),
    /// A script that succeeds.
    Script(String),
}

/// One test.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) name: Name,
    /// Where it is in its file.
    pub(crate) line: Option<usize>,
    /// What `update` captures.
    pub(crate) reference: Page,
    /// What `test` captures.
    pub(crate) run: Page,
    /// How the two are compared.
    pub(crate) options: Options,
}

/// All files of tests in a directory, by name, with these options where a test has none of its own.
///
/// # Errors
/// When there is none, or one cannot be used.
pub(crate) fn suites(dir: &Path, options: &Options) -> Result<Vec<Suite>, Trouble> {
    let cannot =
        |error: io::Error| Trouble::io(format!("cannot read the directory {}: {error}", dir.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_yaml && !is_hidden && path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Trouble::usage(format!(
            "no tests: {} has no file that is named *.yaml or *.yml; `depicted init` writes a first one",
            dir.display()
        )));
    }
    files.sort();
    let suites: Vec<Suite> =
        files.into_iter().map(|path| read::suite(&path, options)).collect::<Result<_, _>>()?;
    check_names(&suites)?;
    Ok(suites)
}

/// Two tests of one name would share a picture.
fn check_names(suites: &[Suite]) -> Result<(), Trouble> {
    let mut all: Vec<(&Name, &Path)> =
        suites.iter().flat_map(|suite| suite.tests.iter().map(|test| (&test.name, &*suite.path))).collect();
    all.sort();
    match all.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(Trouble::usage(format!(
            "two tests are named '{}', in {} and {}: give each a name of its own",
            pair[0].0,
            pair[0].1.display(),
            pair[1].1.display()
        ))),
        None => Ok(()),
    }
}
