//! Lists of tests: read, and looked at closely before anything is sent.

mod images;
mod urls;

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::files::STREAM;
use crate::trouble::Trouble;
pub(crate) use images::ImageTest;
pub(crate) use urls::UrlTest;

/// One test of a list.
pub(crate) trait Listed: DeserializeOwned {
    /// What its run is called.
    fn name(&self) -> &str;
    /// What is wrong with it, if anything is.
    fn fault(&self) -> Option<String>;
}

/// Reads a list.
///
/// # Errors
/// When it cannot be read, or anything in it cannot be used; all that is wrong is told at once.
pub(crate) fn read<T: Listed>(path: &Path) -> Result<Vec<T>, Trouble> {
    let is_stream = path.as_os_str() == STREAM;
    let name = if is_stream { "standard input".to_owned() } else { path.display().to_string() };
    let mut text = Vec::new();
    let read = if is_stream {
        io::stdin().read_to_end(&mut text).map(|_| ())
    } else {
        fs::read(path).map(|read| text = read)
    };
    read.map_err(|error| Trouble::io(format!("cannot read the tests in {name}: {error}")))?;
    let tests = parse(&text).map_err(|what| Trouble::usage(format!("{name}: {what}")))?;
    Ok(tests)
}

fn parse<T: Listed>(text: &[u8]) -> Result<Vec<T>, String> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let tests: Vec<T> = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let at = error.path().to_string();
        match at.as_str() {
            "." => error.inner().to_string(),
            _ => format!("test {at}: {}", error.inner()),
        }
    })?;
    json.end().map_err(|error| error.to_string())?;
    if tests.is_empty() {
        return Err("there are no tests in it".into());
    }
    let mut names = HashSet::new();
    let mut faults = Vec::new();
    for (at, test) in tests.iter().enumerate() {
        let name = test.name();
        if name.is_empty() {
            faults.push(format!("test [{at}] has an empty name"));
        } else if !names.insert(name) {
            faults.push(format!("two tests are named {name:?}"));
        }
        faults.extend(test.fault().map(|fault| format!("{name:?}: {fault}")));
    }
    if faults.is_empty() { Ok(tests) } else { Err(faults.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T: Listed + std::fmt::Debug>(text: &str) -> String {
        parse::<T>(text.as_bytes()).unwrap_err()
    }

    /// Defect D72 of the original: what is wrong with a list was told by a crash, or not at all.
    #[test]
    fn what_is_wrong_is_told_at_once() {
        let list = r#"[{"name": "", "run_url": "http://h"}, {"name": "a", "run_url": "h"},
            {"name": "a", "run_url": "http://h", "ref_config": {}}]"#;
        assert_eq!(
            told::<UrlTest>(list),
            "test [0] has an empty name; \"a\": \"h\" is no page: relative URL without a base; give one as \
             https://example.com/; two tests are named \"a\"; \"a\": it has ref_config and no ref_url"
        );
        assert_eq!(told::<ImageTest>("[]"), "there are no tests in it");
        for (text, what) in [
            ("", "EOF while parsing"),
            ("{}", "expected a sequence"),
            ("[{}]", "test [0]: missing field `name`"),
            (
                r#"[{"name": "a", "imagepath": "x"}]"#,
                "test [0].imagepath: unknown field `imagepath`, expected one of",
            ),
            (r#"[{"name": 1}]"#, "test [0].name: invalid type: integer `1`, expected a string"),
            ("[] x", "trailing characters"),
        ] {
            let told = told::<ImageTest>(text);
            assert!(told.contains(what), "{text}: {told}");
        }
    }
}
