//! Options of a case as flags of the command line.

use serde_json::{Map, Value};

/// Every option that has a flag: its place in the JSON and its flag. A switch has no value.
const FLAGS: [(&str, &str); 21] = [
    ("/metric", "--metric"),
    ("/threshold", "--threshold"),
    ("/antialiasing", "--antialiasing"),
    ("/checkerboard", "--checkerboard"),
    ("/resize", "--resize"),
    ("/resize_filter", "--resize-filter"),
    ("/tolerance/max_different_pixels", "--max-different-pixels"),
    ("/tolerance/max_distortion", "--max-distortion"),
    ("/tolerance/max_shift_px", "--max-shift-px"),
    ("/highlight/mode", "--highlight-mode"),
    ("/highlight/format", "--highlight-format"),
    ("/highlight/color", "--highlight-color"),
    ("/highlight/color_alt", "--highlight-color-alt"),
    ("/highlight/antialiased_color", "--antialiased-color"),
    ("/highlight/fade", "--fade"),
    ("/highlight/always", "--output-always"),
    ("/max_regions", "--max-regions"),
    ("/threads", "--threads"),
    ("/limits/max_pixels", "--max-pixels"),
    ("/limits/max_bytes", "--max-bytes"),
    ("/limits/max_decoded_bytes", "--max-decoded-bytes"),
];

/// Options that hold others.
const GROUPS: [&str; 3] = ["/tolerance", "/highlight", "/limits"];

/// The fields of a rectangle, in the order of its flag.
const NAMES: [&str; 4] = ["x", "y", "width", "height"];

/// Why a case cannot be said on a command line.
pub(super) const NO_FLAG: &str = "an option that does not exist has no flag";
/// Why a case cannot be said on a command line.
pub(super) const NO_TEXT: &str = "the value has no form as text";

/// The flags for options.
///
/// # Errors
/// The reason why they cannot be said.
pub(super) fn of(options: &Map<String, Value>) -> Result<Vec<String>, &'static str> {
    let mut flags = Vec::new();
    collect("", options, &mut flags)?;
    Ok(flags)
}

fn collect(prefix: &str, options: &Map<String, Value>, flags: &mut Vec<String>) -> Result<(), &'static str> {
    for (name, value) in options {
        let path = format!("{prefix}/{name}");
        match value {
            Value::Object(inner) if GROUPS.contains(&path.as_str()) => collect(&path, inner, flags)?,
            Value::Array(rects) if path == "/ignore" => {
                for rect in rects {
                    flags.extend(["--ignore".to_owned(), self::rect(rect)?]);
                }
            }
            value => {
                let (_, flag) = FLAGS.iter().find(|(known, _)| *known == path).ok_or(NO_FLAG)?;
                match (*flag, value) {
                    (_, Value::Null) | ("--output-always", Value::Bool(false)) => {}
                    ("--output-always", Value::Bool(true)) => flags.push((*flag).to_owned()),
                    _ => flags.extend([(*flag).to_owned(), text(value)?]),
                }
            }
        }
    }
    Ok(())
}

/// `X,Y,W,H`; a field that is missing is left out.
fn rect(rect: &Value) -> Result<String, &'static str> {
    let fields = rect.as_object().ok_or(NO_TEXT)?;
    if fields.keys().any(|key| !NAMES.contains(&key.as_str())) {
        return Err(NO_FLAG);
    }
    let parts: Result<Vec<String>, _> = NAMES.iter().filter_map(|name| fields.get(*name)).map(text).collect();
    Ok(parts?.join(","))
}

fn text(value: &Value) -> Result<String, &'static str> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        _ => Err(NO_TEXT),
    }
}

/// A new option must be known here, or its cases would be passed over as if it did not exist.
#[test]
fn every_option_has_its_flag() {
    let Value::Object(defaults) = serde_json::json!(depicted::Options::default()) else {
        unreachable!("a struct")
    };
    let mut options = Vec::new();
    for (name, value) in defaults {
        match value {
            Value::Object(group) => options.extend(group.keys().map(|inner| format!("/{name}/{inner}"))),
            _ => options.push(format!("/{name}")),
        }
    }
    options.retain(|option| option != "/ignore" && !FLAGS.iter().any(|(known, _)| known == option));
    assert!(options.is_empty(), "no flag is known for {options:?}");
}
