//! The configuration of captures, by what was typed.

use std::fs;
use std::path::Path;

use depicted_client::Secret;
use serde_json::{Map, Value, json};

use crate::args::CaptureArgs;
use crate::files::object;
use crate::trouble::Trouble;

/// The window that pages are captured in.
const WINDOW: (u32, u32) = (1280, 1024);

/// Reads the files and puts all together, flags before the file of the configuration.
///
/// # Errors
/// When a file cannot be read or is not what it should be, or a name has no password.
pub(crate) fn capture_config(args: &CaptureArgs, password: Option<&Secret>) -> Result<Value, Trouble> {
    let mut config = match &args.capture_config {
        None => Map::new(),
        Some(typed) => object(typed)?,
    };
    if args.width.is_some() || args.height.is_some() || !config.contains_key("viewportSize") {
        let of = |name: &str| config.get("viewportSize").and_then(|size| size.get(name)).cloned();
        let width = args.width.map(Value::from).or(of("width")).unwrap_or(WINDOW.0.into());
        let height = args.height.map(Value::from).or(of("height")).unwrap_or(WINDOW.1.into());
        config.insert("viewportSize".into(), json!({ "width": width, "height": height }));
    }
    for (key, text) in [("injectCss", &args.inject_css), ("injectJs", &args.inject_js)] {
        if let Some(text) = text {
            config.insert(key.into(), text.as_str().into());
        }
    }
    if let Some(name) = &args.http_username {
        let Some(password) = password else {
            return Err(Trouble::usage(format!(
                "the name {name:?} has no password: set DEPICTED_HTTP_PASSWORD, or give --http-password-file FILE"
            )));
        };
        config.insert("httpUserName".into(), name.as_str().into());
        config.insert("httpPassword".into(), password.expose().into());
    }
    if let Some(path) = &args.cookies {
        config.insert("cookies".into(), cookies(path)?);
    }
    Ok(config.into())
}

/// A list of objects that have a name and a value at least.
fn cookies(path: &Path) -> Result<Value, Trouble> {
    let is_cookie =
        |cookie: &Value| ["name", "value"].iter().all(|key| cookie.get(key).is_some_and(Value::is_string));
    match json_file(path)? {
        Value::Array(cookies) if cookies.iter().all(is_cookie) => Ok(cookies.into()),
        _ => Err(Trouble::usage(format!(
            "{} holds no cookies: give a JSON list of objects with name and value",
            path.display()
        ))),
    }
}

fn json_file(path: &Path) -> Result<Value, Trouble> {
    let name = path.display();
    let text = fs::read(path).map_err(|error| Trouble::io(format!("cannot read {name}: {error}")))?;
    serde_json::from_slice(&text).map_err(|error| Trouble::usage(format!("{name} is no JSON: {error}")))
}
