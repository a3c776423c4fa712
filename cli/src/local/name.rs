//! The name of a test, which is also where its pictures are: `shop/cart` is `shop/cart.png` in the directory of tests.

use std::fmt;
use std::path::{Path, PathBuf};

use super::work;

/// The name of a test. It never leads out of the directory of tests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(String);

impl Name {
    /// Checks a name.
    ///
    /// # Errors
    /// In words, when no file could be named like this, or only one elsewhere.
    pub(crate) fn new(name: &str) -> Result<Self, String> {
        let refused = |why: &str| {
            Err(format!(
                "the name {name:?} {why}: give one like homepage or shop/cart, where '/' makes folders"
            ))
        };
        if name.is_empty() {
            return refused("is empty");
        }
        if name.chars().any(char::is_control) {
            return refused("has a control character in it");
        }
        if name.contains('\\') {
            return refused("has a backslash in it");
        }
        if name.starts_with('/') || Path::new(name).is_absolute() {
            return refused("begins at the root of the file system");
        }
        for part in name.split('/') {
            match part {
                "" => return refused("has an empty part"),
                "." | ".." => return refused(&format!("has the part {part:?}, which leads elsewhere")),
                _ if part.len() > MOST => return refused("has a part that is too long for a file"),
                _ => {}
            }
        }
        if name.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(work::FOLDER)) {
            return refused("lies in the folder of results");
        }
        Ok(Self(name.to_owned()))
    }

    /// The name of the test whose picture is at this path below a folder of pictures.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = crate::names::slashed(path);
        Self::new(name.strip_suffix(".png")?).ok()
    }

    /// The name as it was given.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The file with this ending below a folder.
    pub(super) fn file(&self, folder: &Path, ending: &str) -> PathBuf {
        folder.join(format!("{}{ending}", self.0))
    }
}

/// File systems allow 255 bytes a name; this leaves room for the ending.
const MOST: usize = 240;

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 128.
    #[test]
    fn names_stay_in_the_directory() {
        for name in ["demo", "shop/cart", "a-b", "ünïcode/日本", "with space", "..hidden", "a..b", "a.png"]
        {
            let name = Name::new(name).unwrap();
            let file = name.file(Path::new("dir"), ".png");
            assert_eq!(file, Path::new("dir").join(format!("{name}.png")));
            assert_eq!(Name::of(file.strip_prefix("dir").unwrap()), Some(name));
        }
        let long = "x".repeat(241);
        for name in [
            "",
            "..",
            "../x",
            "a/../../x",
            "/etc/x",
            "a//b",
            "a/",
            "./a",
            "a\\..\\b",
            "a\nb",
            "a\0b",
            ".depicted/run/x",
            ".Depicted/x",
            &long,
        ] {
            let why = Name::new(name).unwrap_err();
            assert!(why.contains("give one like homepage"), "{name:?}: {why}");
        }
    }
}
