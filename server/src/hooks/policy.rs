//! Which addresses a webhook may have: those of this machine and of private networks are not for everybody who may set up
//! a webhook.

use std::net::SocketAddr;

use depicted_capture::{is_private, is_private_host};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;
use url::Url;

use crate::error::{Error, Result};

/// The longest address.
const MAX_URL: usize = 2000;

/// Looks a URL over. A name may lead anywhere still: [`Public`] sees to that when it is called.
pub(crate) fn check(url: &str, allow_private: bool) -> Result<Url> {
    let refused = |why: String| Error::bad("bad_webhook", why);
    if url.len() > MAX_URL {
        return Err(refused(format!("the address of a webhook has at most {MAX_URL} bytes")));
    }
    let url = Url::parse(url).map_err(|error| refused(format!("this is no address: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused(format!("a webhook is http: or https:, not {}:", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("an address shows what is in it: leave name and password out".into()));
    }
    let private = url.host().is_none_or(|host| is_private_host(&host));
    if private && !allow_private {
        let host = url.host_str().unwrap_or_default();
        return Err(refused(format!(
            "{host} is an address of this machine or of a private network; --webhook-private allows those"
        )));
    }
    Ok(url)
}

/// Finds public addresses only. What is connected to is what was looked at: a second answer of a name server leads
/// nowhere.
pub(super) struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = lookup_host((name.as_str(), 0)).await?.collect();
            if let Some(address) = found.iter().find(|address| is_private(address.ip())) {
                let ip = address.ip();
                return Err(format!(
                    "{} leads to {ip}, an address of this machine or of a private network; \
                     --webhook-private allows those",
                    name.as_str()
                )
                .into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_called_unless_allowed() {
        for url in
            ["https://hooks.example.org/a?b=c", "http://93.184.215.14:8080/", "https://[2606:4700::1111]/"]
        {
            assert!(check(url, false).is_ok(), "{url}");
        }
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://localhost:5000/",
            "http://a.localhost/",
            "http://10.0.0.8/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "https://192.168.1.1/",
        ] {
            let said = check(url, false).unwrap_err().to_string();
            assert!(said.contains("--webhook-private"), "{url}: {said}");
            assert!(check(url, true).is_ok(), "{url}");
        }
        for url in ["", "hooks", "ftp://example.org/", "file:///etc/passwd", "https://a:b@example.org/"] {
            assert!(check(url, true).is_err(), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_connected_to() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder().no_proxy().dns_resolver(Public).build().unwrap();
        let refused = client.get(format!("http://localhost:{port}/")).send().await.unwrap_err();
        let said = format!("{:#}", anyhow::Error::new(refused));
        assert!(said.contains("--webhook-private"), "{said}");
    }
}
