//! What a page may request, with which headers and which password.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use url::{Origin, Url};

use crate::{CaptureConfig, NetworkPolicy, Secret};

/// Blocked in every capture, so that captures are not counted as visits.
const ANALYTICS: &str = "www.google-analytics.com";

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allow,
    /// With these headers in place of its own of the same name.
    AllowWith(Vec<(String, String)>),
    Block(String),
}

/// The rules of one capture.
#[derive(Debug)]
pub(super) struct Rules {
    config: CaptureConfig,
    policy: NetworkPolicy,
    origin: Option<Origin>,
    /// Requests whose password was refused once.
    asked: Mutex<HashSet<String>>,
}

impl Rules {
    pub(super) fn new(config: &CaptureConfig, policy: &NetworkPolicy, url: &Url) -> Self {
        Self {
            config: config.clone(),
            policy: policy.clone(),
            origin: Some(url.origin()).filter(Origin::is_tuple),
            asked: Mutex::default(),
        }
    }

    /// Judges a request by its URL.
    pub(super) fn judge(&self, url: &str) -> Verdict {
        if let Err(why) = self.policy.check(url) {
            return Verdict::Block(why);
        }
        if let Some(pattern) = self.config.resources_to_ignore.iter().find(|pattern| pattern.matches(url)) {
            return Verdict::Block(format!("resourcesToIgnore has '{}'", pattern.as_str()));
        }
        if Url::parse(url).is_ok_and(|url| url.host_str() == Some(ANALYTICS)) {
            return Verdict::Block("analytics always are".to_owned());
        }
        let headers: Vec<(String, String)> = self
            .config
            .inject_headers
            .iter()
            .filter(|(pattern, _)| pattern.matches(url))
            .flat_map(|(_, headers)| headers)
            .map(|(name, value)| (name.clone(), value.reveal().to_owned()))
            .collect();
        if headers.is_empty() { Verdict::Allow } else { Verdict::AllowWith(headers) }
    }

    /// User and password for a request that is asked for them: for the page's own origin alone, and once a request.
    pub(super) fn credentials(&self, url: &str, request: &str) -> Option<(&str, &str)> {
        let user = self.config.http_user_name.as_deref()?;
        let password = self.config.http_password.as_ref().map(Secret::reveal)?;
        let same = Url::parse(url).is_ok_and(|url| Some(url.origin()) == self.origin);
        let first = self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(request.to_owned());
        (same && first).then_some((user, password))
    }

    /// Whether the certificate of this URL's host is not checked.
    pub(super) fn ignores_tls_errors_of(&self, url: &str) -> bool {
        let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        host.is_some_and(|host| self.config.ignore_tls_errors.iter().any(|h| h.eq_ignore_ascii_case(&host)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rules(config: &serde_json::Value) -> Rules {
        let config = CaptureConfig::from_json(config).unwrap();
        Rules::new(&config, &NetworkPolicy::default(), &Url::parse("https://site.example/").unwrap())
    }

    /// Checklist 109.
    #[test]
    fn the_host_of_analytics_is_blocked_and_not_whatever_names_it() {
        let rules = rules(&json!({}));
        assert!(matches!(rules.judge("https://www.google-analytics.com/x.js"), Verdict::Block(_)));
        assert_eq!(rules.judge("https://site.example/?see=www.google-analytics.com"), Verdict::Allow);
    }

    #[test]
    fn all_patterns_that_match_add_their_headers() {
        let rules = rules(
            &json!({"injectHeaders": {"site": {"A": "1"}, "/\\.js$/": {"B": "2"}, "other": {"C": "3"}}}),
        );
        let both = vec![("B".to_owned(), "2".to_owned()), ("A".to_owned(), "1".to_owned())];
        assert_eq!(rules.judge("https://site.example/x.js"), Verdict::AllowWith(both));
        assert_eq!(rules.judge("https://elsewhere.example/"), Verdict::Allow);
    }

    #[test]
    fn passwords_go_to_the_origin_of_the_page_alone_and_once() {
        let rules = rules(&json!({"httpUserName": "u", "httpPassword": "p"}));
        assert_eq!(rules.credentials("https://site.example/a", "1"), Some(("u", "p")));
        assert_eq!(rules.credentials("https://site.example/a", "1"), None);
        assert_eq!(rules.credentials("https://evil.example/a", "2"), None);
    }

    #[test]
    fn other_schemes_are_blocked() {
        let rules = rules(&json!({}));
        assert!(matches!(rules.judge("file:///etc/passwd"), Verdict::Block(_)));
        assert_eq!(rules.judge("data:text/plain,x"), Verdict::Allow);
    }
}
