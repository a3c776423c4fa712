//! A request, as it is written.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::picture::Given;

/// What every line is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// What the answer will have too, whatever it is, as it is written.
    #[serde(default)]
    pub(super) id: Option<Box<RawValue>>,
    /// The reference.
    pub(super) before: Given,
    /// The new picture.
    pub(super) after: Given,
    /// Options to lay over those of the command.
    #[serde(default)]
    pub(super) options: Option<Value>,
    /// Where to write the highlighted picture.
    #[serde(default)]
    pub(super) output: Option<PathBuf>,
    /// Whether to draw it; only with `output` if this is left out.
    #[serde(default)]
    pub(super) draw: Option<bool>,
}

/// The part of a request that is looked for in one that cannot be read.
#[derive(Deserialize)]
struct OnlyId {
    id: Option<Box<RawValue>>,
}

impl Request {
    /// Reads a line.
    ///
    /// # Errors
    /// The id, if that at least can be read, and what is wrong.
    pub(super) fn read(line: &[u8]) -> Result<Self, (Option<Box<RawValue>>, String)> {
        // A list would be read as the fields in their order.
        if !line.trim_ascii_start().starts_with(b"{") {
            return Err((None, "the line is no request: a request is an object of JSON".to_owned()));
        }
        serde_json::from_slice(line).map_err(|error| {
            let id = match serde_json::from_slice::<OnlyId>(line) {
                Ok(only) => only.id,
                Err(_) => first_id(line),
            };
            (id, format!("the line is no request: {error}"))
        })
    }
}

/// The id of a line that is cut off or broken, where it stands first and is whole.
pub(super) fn first_id(line: &[u8]) -> Option<Box<RawValue>> {
    let name = line.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"id\"")?;
    let value = name.trim_ascii_start().strip_prefix(b":")?;
    let mut values = serde_json::Deserializer::from_slice(value).into_iter();
    let id = values.next()?.ok()?;
    // A number that ends the line may have been longer.
    (values.byte_offset() < value.len()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_stands_first_is_read_from_what_is_left() {
        for (line, meant) in [
            ("{\"id\": 12, \"before", Some("12")),
            (" { \"id\" : \"a\\\"b\",", Some("\"a\\\"b\"")),
            ("{\"id\": {\"a\": [1]} oops", Some("{\"a\": [1]}")),
            ("{\"id\": 12", None),
            ("{\"id\": \"12", None),
            ("{\"before\": \"a\", \"id\": 1,", None),
            ("{\"id\": oops,", None),
            ("", None),
        ] {
            assert_eq!(id(first_id(line.as_bytes()).as_deref()), meant, "{line}");
        }
    }

    fn id(request: Option<&RawValue>) -> Option<&str> {
        request.map(RawValue::get)
    }

    #[test]
    fn ids_stay_as_they_are_written() {
        for text in ["7", "\"a\\u0041\"", "null", "123456789012345678901234567890.50", "{\"a\": [1,  2]}"] {
            let line = format!("{{\"id\": {text}, \"before\": \"a\", \"after\": \"b\"}}");
            assert_eq!(
                id(Request::read(line.as_bytes()).unwrap().id.as_deref()),
                Some(text).filter(|text| *text != "null")
            );
            let (found, _) = Request::read(line.replace("before", "befor").as_bytes()).unwrap_err();
            assert_eq!(id(found.as_deref()), Some(text).filter(|text| *text != "null"));
        }
    }

    #[test]
    fn what_is_no_request_is_told() {
        let good = r#""before": "a", "after": "b""#;
        for (line, words) in [
            ("{".to_owned(), "EOF while parsing"),
            ("[]".to_owned(), "a request is an object"),
            ("[1, \"a\", \"b\", null, null, null]".to_owned(), "a request is an object"),
            ("\u{1}".to_owned(), "a request is an object"),
            ("{\u{1}}".to_owned(), "key must be a string"),
            ("{}".to_owned(), "missing field `before`"),
            (format!("{{{good}}} {{}}"), "trailing characters"),
            (format!("{{{good}, \"drawn\": true}}"), "unknown field `drawn`"),
            (format!("{{{good}, \"before\": \"c\"}}"), "duplicate field `before`"),
            (format!("{{{good}, \"draw\": 1}}"), "invalid type: integer `1`, expected a boolean"),
            (format!("{{{good}, \"output\": 1}}"), "invalid type: integer `1`"),
        ] {
            let (_, message) = Request::read(line.as_bytes()).unwrap_err();
            assert!(
                message.starts_with("the line is no request: ") && message.contains(words),
                "{line}: {message}"
            );
        }
        assert!(Request::read(b"{\"id\": \"\xff\"}").is_err());
    }
}
