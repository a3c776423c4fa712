//! One page over HTTP: what it answers, whatever that is.

use std::sync::Arc;
use std::time::Duration;

use depicted_client::{Secret, install_provider};
use reqwest::cookie::Jar;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, header};
use serde_json::Value;
use url::Url;

use super::robots::Rules;
use crate::trouble::Trouble;

/// The most bytes of a page.
const LIMIT: usize = 16 << 20;

/// Fetches pages.
pub(super) struct Fetcher {
    client: Client,
    login: Option<(String, Secret)>,
}

/// What an address answered.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Where it was in the end.
    pub(super) address: Url,
    pub(super) status: u16,
    pub(super) is_success: bool,
    pub(super) is_html: bool,
    /// Its text, if it is HTML.
    pub(super) text: String,
}

impl Fetcher {
    /// Gets ready to fetch pages of the site of `start`.
    ///
    /// # Errors
    /// When the system has no certificates, for instance.
    pub(super) fn new(
        start: &Url,
        login: Option<(&str, &Secret)>,
        cookies: Option<&Value>,
        timeout: Duration,
    ) -> Result<Self, Trouble> {
        install_provider();
        let client = Client::builder()
            .user_agent(concat!("depicted/", env!("CARGO_PKG_VERSION"), " (site-diff)"))
            .cookie_provider(Arc::new(jar(start, cookies)))
            .redirect(Policy::limited(10))
            .timeout(timeout)
            .build()
            .map_err(|error| Trouble::io(format!("cannot fetch pages: {error}")))?;
        Ok(Self { client, login: login.map(|(name, password)| (name.to_owned(), password.clone())) })
    }

    /// Fetches an address of the site.
    ///
    /// # Errors
    /// Why there is no answer, as the rest of a sentence.
    pub(super) async fn page(&self, url: &Url) -> Result<Fetched, String> {
        let response = self.send(url).await?;
        let status = response.status();
        let is_html = response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .and_then(|kind| kind.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html"));
        let address = response.url().clone();
        let text = if is_html {
            String::from_utf8_lossy(&body(response).await?).into_owned()
        } else {
            String::new()
        };
        Ok(Fetched { address, status: status.as_u16(), is_success: status.is_success(), is_html, text })
    }

    /// Fetches the rules of the site. One that has none forbids nothing.
    ///
    /// # Errors
    /// When the site cannot say, since then nobody knows what it forbids.
    pub(super) async fn robots(&self, start: &Url) -> Result<Rules, Trouble> {
        let cannot = |why: String| Trouble::io(format!("robots.txt of {start} {why}: see --robots"));
        let url = start.join("/robots.txt").map_err(|error| cannot(format!("has no address: {error}")))?;
        let response = self.send(&url).await.map_err(cannot)?;
        match response.status() {
            status if status.is_success() => Ok(Rules::parse(&body(response).await.map_err(cannot)?)),
            StatusCode::TOO_MANY_REQUESTS => Err(cannot("is refused just now".into())),
            status if status.is_server_error() => Err(cannot(format!("answers with status {status}"))),
            _ => Ok(Rules::default()),
        }
    }

    /// The login is the library's to leave out where a redirect leads to another host.
    async fn send(&self, url: &Url) -> Result<Response, String> {
        let mut request = self.client.get(url.clone());
        if let Some((name, password)) = &self.login {
            request = request.basic_auth(name, Some(password.expose()));
        }
        request.send().await.map_err(|error| unreachable(&error))
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > LIMIT {
            return Err(format!("is longer than {LIMIT} bytes"));
        }
    }
    Ok(body)
}

fn unreachable(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "takes too long"
    } else if error.is_redirect() {
        "leads from one address to the next without an end"
    } else if error.is_connect() {
        "cannot be reached"
    } else {
        "breaks off"
    };
    let mut causes = kind.to_owned();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source.filter(|cause| cause.source().is_none() || causes.len() < 200) {
        if cause.source().is_none() {
            causes = format!("{kind}: {cause}");
        }
        source = cause.source();
    }
    causes
}

/// The cookies that were given, each for its own domain; those without one are for the site.
fn jar(start: &Url, cookies: Option<&Value>) -> Jar {
    let jar = Jar::default();
    for cookie in cookies.and_then(Value::as_array).into_iter().flatten() {
        let of = |key: &str| cookie.get(key).and_then(Value::as_str);
        let (Some(name), Some(value)) = (of("name"), of("value")) else { continue };
        let mut line = format!("{name}={value}; Path={}", of("path").unwrap_or("/"));
        let mut url = start.clone();
        if let Some(domain) =
            of("domain").map(|domain| domain.trim_start_matches('.')).filter(|domain| !domain.is_empty())
        {
            if url.set_host(Some(domain)).is_err() {
                continue;
            }
            line = format!("{line}; Domain={domain}");
        }
        if cookie.get("secure").and_then(Value::as_bool) == Some(true) {
            line += "; Secure";
        }
        jar.add_cookie_str(&line, &url);
    }
    jar
}
