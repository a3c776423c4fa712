//! What robots.txt forbids.

use texting_robots::Robot;
use url::Url;

/// The name that rules may be made for.
const AGENT: &str = "depicted";

/// The rules of a site; by default there are none.
#[derive(Default)]
pub(super) struct Rules(Option<Robot>);

impl Rules {
    /// Reads the file. One that cannot be understood forbids nothing.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(Robot::new(AGENT, text).ok())
    }

    /// Whether an address may be looked at.
    pub(super) fn allow(&self, url: &Url) -> bool {
        self.0.as_ref().is_none_or(|robot| robot.allowed(url.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_those_for_us_or_for_all() {
        let allows = |text: &str, path: &str| {
            Rules::parse(text.as_bytes()).allow(&Url::parse("http://h").unwrap().join(path).unwrap())
        };
        assert!(!allows("User-agent: *\nDisallow: /private\n", "/private/x"));
        assert!(allows("User-agent: *\nDisallow: /private\n", "/public"));
        assert!(allows("User-agent: other\nDisallow: /\n", "/x"));
        assert!(!allows("User-agent: depicted\nDisallow: /x\n\nUser-agent: *\nAllow: /\n", "/x"));
        assert!(allows("<html>\0not found", "/x"));
        assert!(allows("", "/x"));
    }
}
