//! The keys that a test may have, and what to say of others.

use serde_json::{Map, Value};

use crate::config::nearest;

/// Of a test.
pub(super) const TEST: [&str; 11] = [
    "name",
    "url",
    "config",
    "ref",
    "run",
    "metric",
    "threshold",
    "antialiasing",
    "ignore",
    "mask",
    "tolerance",
];
/// Of either arm of a test.
pub(super) const ARM: [&str; 2] = ["url", "config"];
/// Of what is waited for.
pub(super) const WAIT_FOR: [&str; 3] = ["url", "script", "timeout_secs"];

/// Refuses a key that is not known.
///
/// # Errors
/// In words, with the nearest key that is known.
pub(super) fn check(map: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    let Some(wrong) = map.keys().find(|key| !known.contains(&key.as_str())) else { return Ok(()) };
    Err(match nearest(wrong, known) {
        Some(name) => format!("unknown key '{wrong}'; did you mean '{name}'?"),
        None => format!("unknown key '{wrong}': there are {}", known.join(", ")),
    })
}

/// A mapping.
///
/// # Errors
/// When it is something else.
pub(super) fn mapping<'v>(value: &'v Value, what: &str) -> Result<&'v Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("{what} is {}, and should be a mapping", kind(value)))
}

/// Text, where there is any.
///
/// # Errors
/// When it is something else, or empty.
pub(super) fn text<'v>(map: &'v Map<String, Value>, key: &str) -> Result<Option<&'v str>, String> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Err(format!("{key} is empty")),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(format!("{key} is {}, and should be text: put it in quotes", kind(other))),
    }
}

/// What a value is, for people.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
