//! Where a test is in its file, for those who show a file with remarks beside its lines.

/// The line of `name: NAME`, the first being 1.
pub(super) fn line(text: &str, name: &str) -> Option<usize> {
    let is_it = |line: &str| {
        let rest = line.trim_start().trim_start_matches("- ").trim_start();
        let value = rest.strip_prefix("name").and_then(|rest| rest.trim_start().strip_prefix(':'))?;
        let value = value.split(" #").next()?.trim();
        let bare = value.trim_matches(|c| c == '"' || c == '\'');
        (bare == name).then_some(())
    };
    text.lines().position(|line| is_it(line).is_some()).map(|before| before + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_found() {
        let text = "setup: x\ntests:\n  - name: a\n    url: b\n  - url: a\n    name : 'c d' # e\n";
        assert_eq!(["a", "c d", "b"].map(|name| super::line(text, name)), [Some(3), Some(6), None]);
    }
}
