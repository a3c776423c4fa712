//! Paths as a shell reads them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// One word that a shell expands to all of these paths: what they have in common, and the rest in braces.
pub(super) fn braces(paths: &[PathBuf]) -> String {
    let texts: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let common = match texts.split_first() {
        Some((first, rest)) => rest.iter().fold(folder(first), |common, text| shared(common, text)),
        None => "",
    };
    let rest: Vec<String> = texts.iter().map(|text| escaped(&text[common.len()..])).collect();
    format!("{}{{{}}}", escaped(common), rest.join(","))
}

/// What a path begins with, up to its last slash.
fn folder(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |slash| slash + 1)]
}

/// The folders that a path begins with, too.
fn shared<'c>(mut common: &'c str, path: &str) -> &'c str {
    while !path.starts_with(common) {
        common = folder(&common[..common.len() - 1]);
    }
    common
}

/// A path with a backslash in front of what a shell would take for its own.
pub(super) fn escaped(text: &str) -> String {
    let mut word = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            // Writing to a string cannot fail.
            let _ = write!(word, "{}", c.escape_default());
            continue;
        }
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !"/._-+:@%=".contains(c) {
            word.push('\\');
        }
        word.push(c);
    }
    word
}

/// A path as it is told on a line.
pub(super) fn told(path: &Path) -> String {
    crate::names::printable(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_one_word() {
        let all = |paths: [&str; 3]| braces(&paths.map(PathBuf::from));
        assert_eq!(all(["t/a.png", "t/run/a.png", "t/diff/a.png"]), "t/{a.png,run/a.png,diff/a.png}");
        assert_eq!(all(["a.png", "run/a.png", "diff/a.png"]), "{a.png,run/a.png,diff/a.png}");
        assert_eq!(all(["/t/x/a.png", "/t/xy/a.png", "/t/x/b.png"]), "/t/{x/a.png,xy/a.png,x/b.png}");
        assert_eq!(all(["t/a b,{c}.png", "t/b", "t/ä"]), "t/{a\\ b\\,\\{c\\}.png,b,ä}");
    }

    #[cfg(unix)]
    #[test]
    fn bash_reads_the_word_as_the_paths() {
        let paths = ["t u/a'b.png", "t u/$x/a*.png", "t u/d/{e,f}.png"];
        let word = braces(&paths.map(PathBuf::from));
        let output =
            std::process::Command::new("bash").arg("-c").arg(format!("printf '%s\\n' {word}")).output();
        let Ok(output) = output else { return };
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().collect::<Vec<_>>(), paths);
    }
}
