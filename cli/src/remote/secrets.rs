//! Secrets: from a variable or the first line of a file, never from what was typed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use depicted_client::Secret;

use crate::files::STREAM;
use crate::trouble::Trouble;

/// A secret is shorter than this.
const LONGEST: u64 = 64 << 10;

/// The secret of an API key, if there is one.
///
/// # Errors
/// When its file cannot be read or is empty, or its variable is no text.
pub(super) fn api_secret(file: Option<&Path>) -> Result<Option<Secret>, Trouble> {
    secret(file, "DEPICTED_SECRET")
}

/// The password of pages, if there is one.
///
/// # Errors
/// As for the secret of an API key.
pub(crate) fn http_password(file: Option<&Path>) -> Result<Option<Secret>, Trouble> {
    secret(file, "DEPICTED_HTTP_PASSWORD")
}

fn secret(file: Option<&Path>, variable: &str) -> Result<Option<Secret>, Trouble> {
    if let Some(file) = file {
        return first_line(file).map(Some);
    }
    match std::env::var_os(variable).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => match value.into_string() {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(_) => Err(Trouble::usage(format!("the environment variable {variable} is not text"))),
        },
    }
}

fn first_line(path: &Path) -> Result<Secret, Trouble> {
    let cannot = |error: &dyn std::fmt::Display| {
        Trouble::io(format!("cannot read the secret in {}: {error}", path.display()))
    };
    let mut text = String::new();
    let read = if path.as_os_str() == STREAM {
        io::stdin().take(LONGEST).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    };
    read.map_err(|error| cannot(&error))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(Secret::new(line)),
        None => Err(cannot(&"its first line is empty")),
    }
}
