//! Where the browser is: a path that was given, a variable, or the search path.

use std::env;
use std::path::{Path, PathBuf};

use crate::CaptureError;

/// Variables that may name the browser, the first one first.
const VARIABLES: [&str; 2] = ["DEPICTED_CHROMIUM", "CHROMIUM"];
/// What the browser is called on the search path.
const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const HOW_TO_INSTALL: &str = "install Chromium (Debian and Ubuntu: `apt install chromium`, Fedora: `dnf install chromium`, macOS: `brew install \
     --cask chromium`), or name one in DEPICTED_CHROMIUM";

/// Finds a Chromium: the one that is given, or else the one that `DEPICTED_CHROMIUM` or `CHROMIUM` names, or else the
/// first one on the search path. Nothing is ever downloaded.
///
/// # Errors
/// [`CaptureError::BrowserMissing`], which says how to install one. A browser that is named and is not there is an
/// error, too, and not replaced by another.
pub fn find_browser(explicit: Option<&Path>) -> Result<PathBuf, CaptureError> {
    let variables = VARIABLES.map(|name| (name, env::var_os(name).map(PathBuf::from)));
    search(explicit, &variables, |name| which::which(name).ok())
}

fn search(
    explicit: Option<&Path>,
    variables: &[(&str, Option<PathBuf>)],
    which: impl Fn(&Path) -> Option<PathBuf>,
) -> Result<PathBuf, CaptureError> {
    let missing = |why: String| CaptureError::BrowserMissing(format!("{why}; {HOW_TO_INSTALL}"));
    let given = explicit.map(|path| ("it was asked for", path)).into_iter();
    let named = variables.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    if let Some((source, path)) = given.chain(named).find(|(_, path)| !path.as_os_str().is_empty()) {
        return which(path).ok_or_else(|| {
            missing(format!("'{}' ({source}) is not a program that can be started", path.display()))
        });
    }
    NAMES
        .iter()
        .find_map(|name| which(Path::new(name)))
        .ok_or_else(|| missing(format!("none of {} is on the search path", NAMES.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(path: &Path) -> Option<PathBuf> {
        (!path.starts_with("/absent")).then(|| path.to_owned())
    }

    #[test]
    fn what_is_given_comes_before_variables_and_those_before_the_search_path() {
        let variables = [("A", Some(PathBuf::from("/a"))), ("B", Some(PathBuf::from("/b")))];
        assert_eq!(search(Some(Path::new("/x")), &variables, there).unwrap(), Path::new("/x"));
        assert_eq!(search(None, &variables, there).unwrap(), Path::new("/a"));
        assert_eq!(search(None, &[("A", Some(PathBuf::new()))], there).unwrap(), Path::new("chromium"));
    }

    #[test]
    fn a_browser_that_is_named_and_absent_is_not_replaced() {
        let error = search(Some(Path::new("/absent/x")), &[], there).unwrap_err().to_string();
        assert!(error.contains("'/absent/x' (it was asked for)"), "{error}");
        let error = search(None, &[("A", Some(PathBuf::from("/absent/y")))], there).unwrap_err().to_string();
        assert!(error.contains("'/absent/y' (A)"), "{error}");
    }

    /// Checklist 106.
    #[test]
    fn without_a_browser_the_message_says_how_to_install_one() {
        let error = search(None, &[], |_| None).unwrap_err().to_string();
        assert!(error.contains("apt install chromium"), "{error}");
    }
}
