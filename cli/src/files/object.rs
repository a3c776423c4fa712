//! A JSON object that was typed, or the name of a file that holds one.

use std::fs;

use serde_json::{Map, Value};

use crate::trouble::Trouble;

/// Reads it: what begins with a brace is the object itself.
///
/// # Errors
/// When the file cannot be read, or there is no object.
pub(crate) fn object(typed: &str) -> Result<Map<String, Value>, Trouble> {
    let (name, text) = if typed.trim_start().starts_with('{') {
        ("what was typed", typed.as_bytes().to_vec())
    } else {
        let read = fs::read(typed);
        (typed, read.map_err(|error| Trouble::io(format!("cannot read {typed}: {error}")))?)
    };
    match serde_json::from_slice(&text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Trouble::usage(format!("{name} holds no JSON object"))),
        Err(error) => Err(Trouble::usage(format!("{name} is no JSON: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_typed_or_in_a_file() {
        assert_eq!(object(" {\"a\": 1}").unwrap()["a"], 1);
        for (typed, words) in
            [("{", "what was typed is no JSON: EOF"), ("nowhere.json", "cannot read nowhere.json")]
        {
            let told = object(typed).unwrap_err().message;
            assert!(told.contains(words), "{told}");
        }
    }
}
