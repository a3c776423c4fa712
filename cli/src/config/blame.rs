//! What is wrong with a file of options, and where.

use serde_path_to_error::Error;

/// What is wrong, and where.
#[derive(Debug, PartialEq)]
pub(super) struct Blame {
    /// The first line is 1.
    pub(super) line: Option<usize>,
    pub(super) message: String,
}

impl Blame {
    /// Of JSON with a wrong name or value in it, or that is none.
    pub(super) fn json(error: &Error<serde_json::Error>) -> Self {
        if error.inner().is_data() {
            let path = error.path().to_string();
            Self { line: line(error.inner()), message: words(&path, &without_place(error.inner())) }
        } else {
            Self::syntax(error.inner())
        }
    }

    /// Of JSON that is none.
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        let message = format!("it begins with a brace and is not JSON: {}", without_place(error));
        Self { line: line(error), message }
    }

    /// Of TOML with a wrong name or value in it, or that is none, where there is no path.
    pub(super) fn toml(text: &str, path: &str, error: &toml::de::Error) -> Self {
        let line = error
            .span()
            .and_then(|span| text.get(..span.start))
            .map(|before| before.matches('\n').count() + 1);
        let message = match (path, error.message().trim_end().replace('\n', ", ")) {
            ("" | ".", message) if !message.starts_with("unknown ") => format!("it is not TOML: {message}"),
            (path, message) => words(path, &message),
        };
        Self { line, message }
    }
}

fn line(error: &serde_json::Error) -> Option<usize> {
    (error.line() > 0).then(|| error.line())
}

/// What is wrong, without ` at line 1 column 2`.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// What is wrong with the option at this path, with a name that may have been meant.
fn words(path: &str, message: &str) -> String {
    // serde says: unknown field `fad`, expected one of `fade`, `mode`
    let unknown = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "));
    let names: Vec<&str> = unknown.unwrap_or_default().split('`').skip(1).step_by(2).collect();
    let nearest = match names.split_first() {
        Some((wrong, known)) => nearest(wrong, known),
        None => None,
    };
    let hint = nearest.map_or_else(String::new, |name| format!("; did you mean '{name}'?"));
    let place = if path.trim_matches('.').is_empty() { String::new() } else { format!("{path}: ") };
    format!("{place}{message}{hint}")
}

/// The name that is most like the wrong one, if any is.
pub(crate) fn nearest<'n>(wrong: &str, known: &[&'n str]) -> Option<&'n str> {
    let likeness =
        |name: &&str| strsim::jaro_winkler(&wrong.to_lowercase().replace('-', "_"), &name.replace('-', "_"));
    let best = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) > 0.8).then_some(best)
}
