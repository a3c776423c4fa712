//! Patterns of URLs: a host or a part of a URL as it stands, or a regular expression between slashes.

use std::cmp::Ordering;

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A pattern of URLs.
///
/// `example.com` matches every URL that contains it; no character is special. `/^https:\/\/(a|b)\./` is a regular
/// expression, searched anywhere in the URL.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Pattern {
    text: String,
    regex: Option<Regex>,
}

impl Pattern {
    /// Whether the pattern matches this URL.
    pub fn matches(&self, url: &str) -> bool {
        match &self.regex {
            Some(regex) => regex.is_match(url),
            None => url.contains(&self.text),
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() {
            return Err(
                "a pattern of URLs is empty, which would match them all: write `/./` if that is meant".into(),
            );
        }
        let inner =
            text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).filter(|inner| !inner.is_empty());
        let regex = match inner {
            Some(inner) => {
                Some(Regex::new(inner).map_err(|e| format!("'{text}' is not a regular expression: {e}"))?)
            }
            None => None,
        };
        Ok(Self { text, regex })
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl PartialOrd for Pattern {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pattern {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_dot_of_a_plain_pattern_is_a_dot() {
        assert!(pattern("ads.example").matches("https://ads.example/x.js"));
        assert!(!pattern("ads.example").matches("https://adsXexample/x.js"));
    }

    #[test]
    fn slashes_make_a_regular_expression() {
        assert!(pattern(r"/ads\d+\./").matches("https://ads42.example/"));
        assert!(!pattern(r"/ads\d+\./").matches("https://ads.example/"));
    }

    #[test]
    fn a_path_between_slashes_needs_escaping_to_be_literal_and_a_bad_expression_is_named() {
        let error = Pattern::try_from("/(/".to_owned()).unwrap_err();
        assert!(error.starts_with("'/(/' is not a regular expression"), "{error}");
        assert!(Pattern::try_from(String::new()).is_err());
    }
}
