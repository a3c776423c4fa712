//! Which requests pages may make.

mod address;
mod proxy;

use url::Url;

pub use address::{is_private, is_private_host};
pub(crate) use proxy::Proxy;

/// Which requests pages may make: checked for the page, for everything it loads, and after every redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkPolicy {
    /// Schemes that a page may be opened with and may load from, beside `data:`, `blob:` and `about:`.
    /// Default: `http`, `https`; add `file` for pages on the disk.
    pub schemes: Vec<String>,
    /// Whether addresses of private networks and of this machine are refused: for whoever captures for strangers.
    /// Names are resolved here and connected to as resolved. Default: false.
    pub deny_private: bool,
}

impl Default for NetworkPolicy {
    fn default() -> Self {
        Self { schemes: vec!["http".to_owned(), "https".to_owned()], deny_private: false }
    }
}

impl NetworkPolicy {
    /// Checks a URL; the error says why it is refused.
    pub(crate) fn check(&self, url: &str) -> Result<(), String> {
        let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if ["data", "blob", "about"].contains(&scheme.as_str()) {
            return Ok(());
        }
        if !self.schemes.contains(&scheme) {
            let allowed = self.schemes.join(", ");
            return Err(format!("the scheme '{scheme}' is not one of those allowed: {allowed}"));
        }
        if !self.deny_private {
            return Ok(());
        }
        let private = Url::parse(url).is_ok_and(|url| url.host().is_some_and(|host| is_private_host(&host)));
        if private { Err("private addresses are denied".to_owned()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        let policy = NetworkPolicy { deny_private: true, ..NetworkPolicy::default() };
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://localhost:80/",
            "http://a.localhost/",
            "http://169.254.169.254/latest",
            "http://192.168.1.1/",
        ] {
            assert!(policy.check(url).is_err(), "{url}");
        }
        assert!(policy.check("http://93.184.215.14/").is_ok());
        assert!(NetworkPolicy::default().check("http://127.0.0.1/").is_ok());
    }
}
