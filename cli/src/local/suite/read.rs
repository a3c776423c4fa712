//! Reads a file of tests: YAML with anchors and merge keys. Keys at the top that are not known are left alone, since
//! they hold what tests share; those inside a test have to be known.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use depicted::Options;
use serde_json::{Map, Value};

use super::keys::{self, kind, mapping, text};
use super::{Awaited, Suite, Test, WaitFor, line};
use crate::capture::Page;
use crate::local::name::Name;
use crate::options;
use crate::trouble::Trouble;

/// More bytes than this are no file of tests.
const MOST: u64 = 4 << 20;
/// How long a page is waited for, if nothing else is said.
const URL_SECS: f64 = 10.0;
/// How long a script is waited for, if nothing else is said.
const SCRIPT_SECS: f64 = 30.0;
/// Waiting longer than a day is a mistake.
const MOST_SECS: f64 = 86_400.0;

/// Reads a file.
///
/// # Errors
/// When it cannot be read, and when it is not what it should be: the test and the key are told.
pub(super) fn suite(path: &Path, options: &Options) -> Result<Suite, Trouble> {
    let bytes = bytes(path)?;
    parse(path, &bytes, options)
        .map_err(|why| Trouble::usage(format!("cannot use the tests in {}: {why}", path.display())))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    read.map_err(|error| Trouble::io(format!("cannot read the tests in {}: {error}", path.display())))?;
    Ok(bytes)
}

fn parse(path: &Path, bytes: &[u8], options: &Options) -> Result<Suite, String> {
    if bytes.len() as u64 > MOST {
        return Err(format!("it has more than {MOST} bytes: give a file of YAML"));
    }
    let source = std::str::from_utf8(bytes).map_err(|_| "it is not text in UTF-8: give a file of YAML")?;
    let plain = serde_saphyr::options! { with_snippet: false, strict_booleans: true };
    let root: Value = serde_saphyr::from_str_with_options(source, plain).map_err(|error| {
        format!(
            "it is not YAML: {}",
            error
                .to_string()
                .replace(", set DuplicateKeyPolicy in Options if acceptable", "")
                .replace('\n', ", ")
        )
    })?;
    let root = mapping(&root, "what is in it")?;
    let setup = text(root, "setup")?.map(str::to_owned);
    let wait_for = match root.get("waitFor") {
        None | Some(Value::Null) => None,
        Some(value) => Some(wait_for(value).map_err(|why| format!("waitFor: {why}"))?),
    };
    let tests = match root.get("tests") {
        Some(Value::Array(tests)) => tests,
        Some(other) => return Err(format!("tests is {}, and should be a list", kind(other))),
        None => return Err("it has no tests: give a list of them, each with a name and a url".to_owned()),
    };
    let tests = tests.iter().enumerate().map(|(number, test)| {
        self::test(test, source, options).map_err(|why| format!("{}: {why}", place(test, number)))
    });
    Ok(Suite { path: path.to_owned(), setup, wait_for, tests: tests.collect::<Result<_, _>>()? })
}

/// What a test is called where it may have no name.
fn place(test: &Value, number: usize) -> String {
    match test.get("name").and_then(Value::as_str) {
        Some(name) => format!("test {} ({name})", number + 1),
        None => format!("test {}", number + 1),
    }
}

fn wait_for(value: &Value) -> Result<WaitFor, String> {
    if let Value::String(script) = value {
        let timeout = Duration::from_secs_f64(SCRIPT_SECS);
        return Ok(WaitFor { what: Awaited::Script(script.clone()), timeout });
    }
    let map = mapping(value, "it")?;
    keys::check(map, &keys::WAIT_FOR)?;
    let (what, secs) = match (text(map, "url")?, text(map, "script")?) {
        (Some(url), None) => (Awaited::Url(url.to_owned()), URL_SECS),
        (None, Some(script)) => (Awaited::Script(script.to_owned()), SCRIPT_SECS),
        _ => return Err("give either a url or a script".to_owned()),
    };
    let secs = match map.get("timeout_secs") {
        None | Some(Value::Null) => secs,
        Some(value) => match value.as_f64() {
            Some(secs) if secs > 0.0 && secs <= MOST_SECS => secs,
            _ => {
                return Err(format!(
                    "timeout_secs {value} is out of range: give seconds, above 0 to {MOST_SECS}"
                ));
            }
        },
    };
    Ok(WaitFor { what, timeout: Duration::from_secs_f64(secs) })
}

fn test(value: &Value, source: &str, base: &Options) -> Result<Test, String> {
    let map = mapping(value, "it")?;
    keys::check(map, &keys::TEST)?;
    let given = text(map, "name")?.ok_or("it has no name")?;
    let name = Name::new(given)?;
    let mask = mask(map)?;
    Ok(Test {
        line: line::line(source, given),
        reference: arm(map, "ref", &mask)?,
        run: arm(map, "run", &mask)?,
        options: options(map, base)?,
        name,
    })
}

/// The page of an arm: what it says itself, and else what the test says.
fn arm(test: &Map<String, Value>, key: &str, mask: &[Value]) -> Result<Page, String> {
    let within = |why: String| format!("{key}: {why}");
    let empty = Map::new();
    let arm = match test.get(key) {
        None | Some(Value::Null) => &empty,
        Some(value) => mapping(value, key)?,
    };
    keys::check(arm, &keys::ARM).map_err(within)?;
    let url = match text(arm, "url").map_err(within)? {
        Some(url) => url,
        None => text(test, "url")?.ok_or(format!("there is no url: give one, or one in {key}"))?,
    };
    let mut config = match arm.get("config").or(test.get("config")) {
        None | Some(Value::Null) => Map::new(),
        Some(value) => mapping(value, "config")?.clone(),
    };
    // Both say where the page is; the test has the last word.
    config.remove("targetUrl");
    if !mask.is_empty() {
        let masks = config.entry("mask").or_insert_with(|| Value::Array(Vec::new()));
        masks
            .as_array_mut()
            .ok_or("config: mask should be a list of selectors")?
            .extend(mask.iter().cloned());
    }
    Page::new(url, &Value::Object(config))
}

/// Selectors of what is painted over: one, or a list.
fn mask(test: &Map<String, Value>) -> Result<Vec<Value>, String> {
    match test.get("mask") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(one)) => Ok(vec![Value::String(one.clone())]),
        Some(Value::Array(list)) if list.iter().all(Value::is_string) => Ok(list.clone()),
        Some(other) => Err(format!("mask is {}, and should be a selector or a list of them", kind(other))),
    }
}

/// The engine's options, with those that the test has.
fn options(test: &Map<String, Value>, base: &Options) -> Result<Options, String> {
    let mut patch = Map::new();
    for key in ["metric", "threshold", "antialiasing", "ignore", "tolerance"] {
        if let Some(value) = test.get(key).filter(|value| !value.is_null()) {
            patch.insert(key.to_owned(), value.clone());
        }
    }
    if patch.is_empty() {
        return Ok(base.clone());
    }
    let laid = options::laid_over(base, Value::Object(patch)).map_err(|trouble| trouble.message)?;
    options::check(&laid).map_err(|trouble| trouble.message)?;
    Ok(laid)
}

#[cfg(test)]
mod tests;
