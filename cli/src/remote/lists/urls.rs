//! A test that names pages to capture.

use depicted_client::Capture;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Listed;
use crate::remote::page;

/// A test that names pages to capture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UrlTest {
    /// What its run is called.
    pub(crate) name: String,
    /// The page after.
    run_url: String,
    /// How it is captured.
    #[serde(default)]
    run_config: Option<Map<String, Value>>,
    /// The page before.
    #[serde(default)]
    ref_url: Option<String>,
    /// How it is captured; the same way where this is missing.
    #[serde(default)]
    ref_config: Option<Map<String, Value>>,
}

impl UrlTest {
    /// The page after.
    pub(crate) fn after(&self) -> Capture {
        capture(&self.run_url, self.run_config.as_ref())
    }

    /// The page before, if it is one of the list's.
    pub(crate) fn before(&self) -> Option<Capture> {
        let url = self.ref_url.as_ref()?;
        Some(capture(url, self.ref_config.as_ref().or(self.run_config.as_ref())))
    }
}

fn capture(url: &str, config: Option<&Map<String, Value>>) -> Capture {
    Capture { url: url.to_owned(), config: config.cloned().unwrap_or_default().into() }
}

impl Listed for UrlTest {
    fn name(&self) -> &str {
        &self.name
    }

    fn fault(&self) -> Option<String> {
        if self.ref_config.is_some() && self.ref_url.is_none() {
            return Some("it has ref_config and no ref_url".into());
        }
        let pages = [Some(&self.run_url), self.ref_url.as_ref()];
        pages.into_iter().flatten().find_map(|url| page(url).err()).map(|trouble| trouble.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(rest: &str) -> UrlTest {
        let text =
            format!(r#"{{"name": "a", "run_url": "http://h/a", "run_config": {{"injectJs": "1"}}, {rest}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    /// Checklist 134.
    #[test]
    fn a_reference_is_used_when_it_is_there_and_its_configuration_may_be_empty() {
        let before = test(r#""ref_url": "http://h/b", "ref_config": {}"#).before().unwrap();
        assert_eq!(before, Capture { url: "http://h/b".into(), config: Value::Object(Map::new()) });
        let before = test(r#""ref_url": "http://h/b""#).before().unwrap();
        assert_eq!(before.config["injectJs"], "1");
        assert_eq!(test(r#""ref_url": null, "ref_config": null"#).before(), None);
    }
}
