//! `--filter`: which tests are run, by their names.
//!
//! `good[:good…][-bad[:bad…]]`, where each is a glob that has to match a whole name, and nothing in front of the dash
//! means all. Names may have dashes in them, too. Of the readings that a text with dashes has, the first one counts
//! that selects anything: the first dash begins what is left out, or the second one does, and so on, or none does.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Which of the names a filter selects; none of them, if nothing matches.
///
/// # Errors
/// In words, for a glob that is none.
pub(crate) fn select(filter: &str, names: &[&str]) -> Result<Vec<bool>, String> {
    let mut selected = vec![false; names.len()];
    for (good, bad) in readings(filter) {
        let (good, bad) = (globs(if good.is_empty() { "*" } else { good })?, globs(bad)?);
        selected = names.iter().map(|name| good.is_match(name) && !bad.is_match(name)).collect();
        if selected.contains(&true) {
            break;
        }
    }
    Ok(selected)
}

/// What may be meant, likeliest first. A dash behind a backslash, or in brackets, is part of a name.
fn readings(filter: &str) -> Vec<(&str, &str)> {
    let mut readings = Vec::new();
    let (mut escaped, mut bracket) = (false, false);
    for (at, c) in filter.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => bracket = true,
            ']' => bracket = false,
            '-' if !bracket => readings.push((&filter[..at], &filter[at + 1..])),
            _ => {}
        }
    }
    readings.push((filter, ""));
    readings
}

/// Globs between colons. A star matches slashes as well.
fn globs(text: &str) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for glob in text.split(':').filter(|glob| !glob.is_empty()) {
        let built = GlobBuilder::new(glob).literal_separator(false).backslash_escape(true).build();
        set.add(built.map_err(|error| format!("the filter {glob:?} is no glob: {}", error.kind()))?);
    }
    set.build().map_err(|error| format!("the filter {text:?} is too large: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected<'n>(filter: &str, names: &[&'n str]) -> Vec<&'n str> {
        let selected = select(filter, names).unwrap();
        names.iter().zip(selected).filter(|(_, selected)| *selected).map(|(name, _)| *name).collect()
    }

    /// Checklist 123.
    #[test]
    fn globs_select_and_leave_out() {
        let names = ["foo", "foobar", "bar", "notfoo", "foo.bar", "foo.baz", "Foo"];
        for (filter, meant) in [
            ("", &names[..]),
            ("foo*", &["foo", "foobar", "foo.bar", "foo.baz"]),
            ("foo", &["foo"]),
            ("*foo*:*bar*", &["foo", "foobar", "bar", "notfoo", "foo.bar", "foo.baz"]),
            ("-*no*", &["foo", "foobar", "bar", "foo.bar", "foo.baz", "Foo"]),
            ("foo.*-foo.bar", &["foo.baz"]),
            ("foo*-*bar:*baz", &["foo"]),
            ("f?o", &["foo"]),
            ("[fF]oo", &["foo", "Foo"]),
            ("nothing", &[]),
            ("*-*", &[]),
        ] {
            assert_eq!(selected(filter, &names), meant, "{filter}");
        }
    }

    /// Checklist 123.
    #[test]
    fn names_may_have_dashes() {
        let names = ["homepage", "different-text", "my-page-mobile", "my-page-wide", "shop/a-b", "-odd"];
        for (filter, meant) in [
            ("different-text", &["different-text"][..]),
            ("my-page*-*mobile", &["my-page-wide"]),
            ("my-page-*", &["my-page-mobile", "my-page-wide"]),
            ("*-*mobile", &["homepage", "different-text", "my-page-wide", "shop/a-b", "-odd"]),
            ("*\\-*", &["different-text", "my-page-mobile", "my-page-wide", "shop/a-b", "-odd"]),
            ("*[-]page*", &["my-page-mobile", "my-page-wide"]),
            ("shop/*", &["shop/a-b"]),
            ("shop*", &["shop/a-b"]),
            ("-*", &[]),
        ] {
            let found = selected(filter, &names);
            if filter == "-*" {
                // All but everything is nothing, so it is read as names that begin with a dash.
                assert_eq!(found, ["-odd"]);
            } else {
                assert_eq!(found, meant, "{filter}");
            }
        }
    }

    #[test]
    fn what_is_no_glob_is_told() {
        assert!(select("[a", &["a"]).unwrap_err().starts_with("the filter \"[a\" is no glob: "));
    }
}
