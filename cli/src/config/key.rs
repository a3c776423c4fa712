//! Where an option is in a file, for what is found out after the file was read.

/// The line of an option, by the names that lead to it: `highlight.fade`. The first line is 1.
pub(super) fn line(text: &str, option: &str) -> Option<usize> {
    let name = option.rsplit('.').next().filter(|name| !name.is_empty())?;
    text.lines().position(|line| holds(line, name)).map(|before| before + 1)
}

/// Whether a value is given to a name of that spelling, in TOML or JSON.
fn holds(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let (before, after) = (&line[..start], &line[start + name.len()..]);
        let begins =
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-') && !before.contains('#');
        let after = after.strip_prefix(['"', '\'']).unwrap_or(after).trim_start();
        begins && after.starts_with(['=', ':'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_get_a_value() {
        let toml = "# fade = 1\nmax_fade = 2\n[highlight]\n'fade' = 3\nhighlight.mode = \"fade\"";
        assert_eq!(line(toml, "highlight.fade"), Some(4));
        assert_eq!(line(toml, "highlight.mode"), Some(5));
        assert_eq!(line(toml, "threads"), None);
        assert_eq!(line(toml, ""), None);
        assert_eq!(line("{\"a\": 1,\n \"fade\" : 2}", "highlight.fade"), Some(2));
    }
}
