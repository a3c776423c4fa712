//! Where a server is, and whether a secret may be sent there.

use url::{Host, Url};

use crate::error::ErrorKind;

/// The address that the pages begin at; it ends in `/`.
#[derive(Clone, Debug)]
pub(crate) struct Address(Url);

impl Address {
    /// Reads `https://host/`, with a folder or without, and with `/api` at its end or without.
    pub(crate) fn parse(text: &str) -> Result<Self, ErrorKind> {
        let bad = |why: &str| ErrorKind::Usage(format!("{text:?} is no address of a server: {why}"));
        let mut url = Url::parse(text.trim()).map_err(|error| bad(&format!("{error}; give https://HOST")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad("give one that begins with https:// or http://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            // The text is not repeated: it has a secret in it.
            return Err(ErrorKind::Usage(
                "the address of a server takes no name and password: give the key apart from it".into(),
            ));
        }
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix("/api").unwrap_or(path);
        url.set_path(&format!("{path}/"));
        Ok(Self(url))
    }

    /// The address of an endpoint; each segment is one name, whatever is in it.
    pub(crate) fn join(&self, segments: &[&str]) -> Result<Url, ErrorKind> {
        let mut url = self.0.clone();
        for segment in segments {
            // The URL standard takes these for steps up and down, however they are written.
            if segment.is_empty() || matches!(*segment, "." | "..") {
                return Err(ErrorKind::Usage(format!("{segment:?} cannot be a name in an address")));
            }
        }
        url.path_segments_mut()
            .map_err(|()| ErrorKind::Usage("the address has no path".into()))?
            .pop_if_empty()
            .extend(segments);
        Ok(url)
    }

    /// Whether nobody between here and there can listen: it is encrypted, or stays on this machine.
    pub(crate) fn is_private(&self) -> bool {
        let loopback = match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => {
                address.is_loopback() || address.to_ipv4_mapped().is_some_and(|address| address.is_loopback())
            }
            None => false,
        };
        self.0.scheme() == "https" || loopback
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_api_and_without_is_the_same() {
        for text in ["http://h:1", "http://h:1/", "http://h:1/api", "http://h:1/api/", " http://h:1/?q#f"] {
            assert_eq!(Address::parse(text).unwrap().to_string(), "http://h:1/", "{text}");
        }
        assert_eq!(Address::parse("https://h/depicted/api").unwrap().to_string(), "https://h/depicted/");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "h", "ftp://h", "file:///etc/passwd", "http://"] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        let told = Address::parse("https://me:hunter2@h").unwrap_err().to_string();
        assert!(!told.contains("hunter2"), "{told}");
    }

    #[test]
    fn names_are_kept_apart() {
        let address = Address::parse("http://h/d").unwrap();
        let url = address.join(&["api", "v1", "releases", "a/b ü?#", "1"]).unwrap();
        assert_eq!(url.as_str(), "http://h/d/api/v1/releases/a%2Fb%20%C3%BC%3F%23/1");
        assert!(address.join(&["api", ".."]).is_err());
    }

    /// Defect D17 of the original: a secret over plain HTTP.
    #[test]
    fn plain_http_is_for_this_machine() {
        for (text, private) in [
            ("https://example.com", true),
            ("http://localhost:8080", true),
            ("http://127.3.2.1", true),
            ("http://[::1]:1", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://example.com", false),
            ("http://localhost.example.com", false),
            ("http://192.168.1.1", false),
        ] {
            assert_eq!(Address::parse(text).unwrap().is_private(), private, "{text}");
        }
    }
}
