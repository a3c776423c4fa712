//! Reading a configuration: unknown keys, values out of range, and the form without secrets.

use serde_json::{Map, Value};
use strsim::jaro_winkler;

use super::{CaptureConfig, ClipRect, Secret};

/// A capture configuration that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    message: String,
}

impl ConfigError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl CaptureConfig {
    /// Reads a configuration. `null` means one without keys.
    ///
    /// # Errors
    /// For an unknown key, with the nearest known one; for a value of another type than the key takes, or out of range.
    pub fn from_json(json: &Value) -> Result<Self, ConfigError> {
        if json.is_null() {
            return Ok(Self::default());
        }
        if !json.is_object() {
            return Err(ConfigError::new(
                "a capture configuration is a JSON object, such as {\"fullPage\": true}",
            ));
        }
        let config: Self = serde_path_to_error::deserialize(json).map_err(|e| {
            let path = e.path().to_string();
            let inner = e.into_inner().to_string();
            ConfigError::new(match unknown_field(&inner) {
                Some(words) => format!("capture configuration: {words}"),
                None if path == "." => format!("capture configuration: {inner}"),
                None => format!("capture configuration: {path}: {inner}"),
            })
        })?;
        config.check()?;
        Ok(config)
    }

    /// The JSON schema of configurations, for editors.
    pub fn schema() -> Value {
        schemars::schema_for!(Self).to_value()
    }

    /// The configuration as JSON, secrets included: for whoever will do the capture.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The configuration as JSON for logs and pages: passwords, typed text, values of cookies, headers and local storage
    /// are hidden.
    pub fn redacted(&self) -> Value {
        let hidden = || Secret::from(Secret::HIDDEN);
        let mut config = self.clone();
        if config.http_password.is_some() {
            config.http_password = Some(hidden());
        }
        let storage = config.storage_state.iter_mut().flat_map(|state| &mut state.cookies);
        for cookie in config.cookies.iter_mut().chain(storage) {
            cookie.value = hidden();
        }
        for value in config.inject_headers.values_mut().flat_map(|headers| headers.values_mut()) {
            *value = hidden();
        }
        for item in
            config.storage_state.iter_mut().flat_map(|s| &mut s.origins).flat_map(|o| &mut o.local_storage)
        {
            item.value = hidden();
        }
        for step in &mut config.steps {
            if let super::Step::Type(typing) = step {
                typing.text = hidden();
            }
        }
        config.to_json()
    }

    fn check(&self) -> Result<(), ConfigError> {
        let size = self.viewport_size;
        for (name, value) in [("width", size.width), ("height", size.height)] {
            if !(1..=16_384).contains(&value) {
                return Err(ConfigError::new(format!(
                    "viewportSize.{name} {value} is out of range: it takes 1 to 16384"
                )));
            }
        }
        let scale = self.device_scale_factor;
        if !(0.25..=4.0).contains(&scale) {
            return Err(ConfigError::new(format!(
                "deviceScaleFactor {scale} is out of range: it takes 0.25 to 4"
            )));
        }
        if !(1..=500_000).contains(&self.max_height) {
            let height = self.max_height;
            return Err(ConfigError::new(format!(
                "maxHeight {height} is out of range: it takes 1 to 500000"
            )));
        }
        if let Some(ClipRect { left, top, width, height }) = self.clip_rect {
            let sound = [left, top, width, height].iter().all(|v| v.is_finite() && v.abs() <= 500_000.0);
            if !sound || left < 0.0 || top < 0.0 || width < 1.0 || height < 1.0 {
                return Err(ConfigError::new(format!(
                    "clipRect {left}, {top}, {width} x {height} is out of range: left and top take 0 or more, width and \
                     height 1 or more, all at most 500000"
                )));
            }
        }
        if self.clip_rect.is_some() && self.selector.is_some() {
            return Err(ConfigError::new("clipRect and selector exclude each other: leave one out"));
        }
        for (pattern, headers) in &self.inject_headers {
            if let Some(name) = headers.keys().find(|name| !is_header_name(name)) {
                let pattern = pattern.as_str();
                return Err(ConfigError::new(format!(
                    "injectHeaders '{pattern}': '{name}' is not the name of a header"
                )));
            }
        }
        Ok(())
    }
}

fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// Serde names an unknown field and those it expected; people want the nearest one.
fn unknown_field(message: &str) -> Option<String> {
    let (kind, rest) = [("unknown field `", "key"), ("unknown variant `", "value")]
        .into_iter()
        .find_map(|(prefix, kind)| message.strip_prefix(prefix).map(|rest| (kind, rest)))?;
    let (name, rest) = rest.split_once('`')?;
    let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    let nearest = known
        .iter()
        .map(|known| (jaro_winkler(&known.to_lowercase(), &name.to_lowercase()), known))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Some(match nearest {
        Some((_, nearest)) => format!("unknown {kind} '{name}': did you mean '{nearest}'?"),
        None => format!("unknown {kind} '{name}': known are {}", known.join(", ")),
    })
}

/// An empty object is the configuration without keys.
impl TryFrom<Map<String, Value>> for CaptureConfig {
    type Error = ConfigError;

    fn try_from(map: Map<String, Value>) -> Result<Self, ConfigError> {
        Self::from_json(&Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn error(json: &Value) -> String {
        CaptureConfig::from_json(json).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_key_is_named_with_the_nearest_known_one() {
        assert_eq!(
            error(&json!({"viewPortSizes": {}})),
            "capture configuration: unknown key 'viewPortSizes': did you mean 'viewportSize'?"
        );
        assert_eq!(
            error(&json!({"clipRect": {"lefft": 1, "width": 1, "height": 1}})),
            "capture configuration: unknown key 'lefft': did you mean 'left'?"
        );
        assert!(error(&json!({"zzz": 1})).contains("unknown key 'zzz': known are targetUrl, viewportSize"));
    }

    #[test]
    fn a_value_of_another_type_is_named_by_its_path() {
        let message = error(&json!({"viewportSize": {"width": "wide"}}));
        assert!(message.contains("viewportSize.width: invalid type: string \"wide\""), "{message}");
    }

    #[test]
    fn values_out_of_range_name_the_range() {
        assert_eq!(
            error(&json!({"viewportSize": {"width": 0, "height": 5}})),
            "viewportSize.width 0 is out of range: it takes 1 to 16384"
        );
        assert!(error(&json!({"deviceScaleFactor": 9})).contains("0.25 to 4"));
        assert!(error(&json!({"clipRect": {"left": -1, "width": 1, "height": 1}})).contains("clipRect -1"));
        assert!(
            error(&json!({"injectHeaders": {"a": {"X Y": "1"}}}))
                .contains("'X Y' is not the name of a header")
        );
        assert!(error(&json!([])).contains("JSON object"));
    }

    #[test]
    fn the_keys_of_older_configurations_are_read() {
        let config = CaptureConfig::from_json(&json!({
            "targetUrl": "http://localhost/",
            "viewportSize": {"width": 400, "height": 300},
            "clipRect": {"left": 1, "top": 2, "width": 3, "height": 4},
            "cookies": [{"name": "a", "value": "b", "domain": "localhost", "path": "/", "httponly": true, "secure": false,
                "expires": 1_900_000_000_000_u64}],
            "httpUserName": "u", "httpPassword": "p",
            "injectCss": "a{}", "injectJs": "1",
            "injectHeaders": {".*": {"X-A": "b"}},
            "resourcesToIgnore": ["a.example"],
            "resourceTimeoutMs": 5000,
            "userAgent": "x",
        }))
        .unwrap();
        assert_eq!(config.viewport_size.width, 400);
        assert!(config.cookies[0].http_only);
    }

    #[test]
    fn secrets_are_neither_in_debug_nor_in_the_redacted_form() {
        let config = CaptureConfig::from_json(&json!({
            "httpUserName": "u", "httpPassword": "hush-1",
            "cookies": [{"name": "a", "value": "hush-2"}],
            "injectHeaders": {"a": {"Authorization": "hush-3"}},
            "steps": [{"type": {"selector": "#p", "text": "hush-4"}}],
            "storageState": {"cookies": [{"name": "c", "value": "hush-5"}],
                "origins": [{"origin": "http://a", "localStorage": [{"name": "t", "value": "hush-6"}]}]},
        }))
        .unwrap();
        let shown = format!("{config:?}{}", config.redacted());
        assert!(!shown.contains("hush"), "{shown}");
        assert_eq!(config.to_json().to_string().matches("hush").count(), 6);
        assert_eq!(CaptureConfig::from_json(&config.to_json()).unwrap(), config);
    }

    #[test]
    fn what_to_wait_for_has_several_forms() {
        for form in [json!(100), json!("#a"), json!({"expression": "1"}), json!(["#a", 5, {"ms": 1}])] {
            CaptureConfig::from_json(
                &json!({"waitFor": form, "steps": [{"waitFor": form}, {"press": "Enter"}]}),
            )
            .unwrap();
        }
        assert!(error(&json!({"waitFor": {"nothing": 1}})).contains("waitFor takes a number of ms"));
    }

    #[test]
    fn the_schema_names_every_key() {
        let schema = CaptureConfig::schema();
        assert!(schema["properties"]["viewportSize"].is_object());
        assert_eq!(schema["additionalProperties"], json!(false));
    }
}
