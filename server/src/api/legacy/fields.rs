//! The fields of a form, as text, and what they are read as.

use std::collections::HashMap;

use depicted::workflow::ArtifactId;

use crate::error::{Error, Result};

/// The most bytes of an address.
const MAX_URL: usize = 8 << 10;

/// The fields of a form; of several with one name the first counts.
#[derive(Debug, Default)]
pub(super) struct Fields(HashMap<String, String>);

impl Fields {
    /// Adds a field, unless there is one of that name.
    pub(super) fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_insert_with(|| value.into());
    }

    /// Refuses what not every database keeps.
    pub(super) fn check(&self) -> Result<()> {
        match self.0.iter().find(|(_, value)| value.contains('\0')) {
            Some((name, _)) => {
                Err(Error::bad("bad_text", format!("{name} holds the character NUL, which no text has")))
            }
            None => Ok(()),
        }
    }

    /// A field that is there, even if it is empty.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A field that says something.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.given(name).filter(|text| !text.is_empty())
    }

    /// A field that has to be there.
    pub(super) fn required(&self, name: &str) -> Result<&str> {
        self.text(name).ok_or_else(|| Error::bad("missing_field", format!("the field {name} is missing")))
    }

    /// A whole number that has to be there.
    pub(super) fn number(&self, name: &str) -> Result<i64> {
        let text = self.required(name)?;
        text.trim().parse().map_err(|_| bad(name, text, "a whole number"))
    }

    /// A whole number, at least 0, that may be left out.
    pub(super) fn count(&self, name: &str, default: u64) -> Result<u64> {
        self.text(name).map_or(Ok(default), |text| {
            text.trim().parse().map_err(|_| bad(name, text, "a whole number, 0 or more"))
        })
    }

    /// A stored file that may be left out.
    pub(super) fn file(&self, name: &str) -> Result<Option<ArtifactId>> {
        let parse = |text| ArtifactId::parse(text).map_err(|_| bad(name, text, "the SHA-1 of a file"));
        self.text(name).map(parse).transpose()
    }

    /// A number from 0 to 1 that may be left out.
    pub(super) fn fraction(&self, name: &str) -> Result<Option<f64>> {
        let parse = |text: &str| {
            let value = text.trim().parse().ok();
            value
                .filter(|value| (0.0..=1.0).contains(value))
                .ok_or_else(|| bad(name, text, "a number from 0 to 1"))
        };
        self.text(name).map(parse).transpose()
    }

    /// An address that may be left out; in whatever letters it is written.
    pub(super) fn url(&self, name: &str) -> Result<Option<String>> {
        match self.text(name) {
            Some(url) if url.len() > MAX_URL => {
                Err(Error::bad("bad_field", format!("{name} has more than {MAX_URL} bytes")))
            }
            url => Ok(url.map(Into::into)),
        }
    }

    /// Whether it is set: to any text.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.text(name).is_some()
    }
}

fn bad(name: &str, text: &str, expected: &str) -> Error {
    let text: String = text.chars().take(64).collect();
    Error::bad("bad_field", format!("{name} is {text:?}, and has to be {expected}"))
}
