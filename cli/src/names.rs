//! Names of files as they are told.

use std::fmt::Write;
use std::path::Path;

/// A path that begins at a directory, with `/` between its names on every system. What is not Unicode is replaced.
pub(crate) fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// Text on one line, in which no name of a file can command a terminal: control characters are written out.
pub(crate) fn printable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            // Writing to a string cannot fail.
            let _ = write!(line, "{}", c.escape_default());
        } else {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_on_one_line() {
        assert_eq!(slashed(&Path::new("a").join("ä b.png")), "a/ä b.png");
        assert_eq!(printable("a\n\u{1b}[31m\u{7f}\u{9b}é"), "a\\n\\u{1b}[31m\\u{7f}\\u{9b}é");
    }
}
