//! A client, and what it needs to know to be one.

use std::time::Duration;

use depicted::workflow::BuildId;
use reqwest::redirect::Policy;

use crate::address::Address;
use crate::backoff::Backoff;
use crate::error::{Error, ErrorKind, Result, chain};
use crate::key::{Key, Secret};

/// Speaks to one server about one build. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) address: Address,
    pub(crate) key: Option<Key>,
    pub(crate) build: BuildId,
    pub(crate) backoff: Backoff,
    pub(crate) timeout: Duration,
    pub(crate) upload_timeout: Duration,
}

/// What a client is made of.
#[derive(Clone, Debug)]
pub struct Builder {
    server: String,
    key: Option<Key>,
    allow_plain_http: bool,
    backoff: Backoff,
    timeout: Duration,
    upload_timeout: Duration,
}

impl Client {
    /// Begins a client of the server at this address, as `https://depicted.example.com`.
    pub fn builder(server: impl Into<String>) -> Builder {
        Builder {
            server: server.into(),
            key: None,
            allow_plain_http: false,
            backoff: Backoff::default(),
            timeout: Duration::from_secs(30),
            upload_timeout: Duration::from_secs(120),
        }
    }

    /// The build that it speaks about.
    pub fn build(&self) -> BuildId {
        self.build
    }
}

impl Builder {
    /// The API key: its name and its secret. A server that asks for none takes requests without.
    #[must_use]
    pub fn key(mut self, id: impl Into<String>, secret: Secret) -> Self {
        self.key = Some(Key { id: id.into(), secret });
        self
    }

    /// Whether the secret may go over plain HTTP to another machine, where everybody in between can read it.
    /// Default: no.
    #[must_use]
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// How what failed is tried again. Default: [`Backoff::default`].
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// How long one request may take. Default: 30 s, and 120 s for one that carries a file.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self.upload_timeout = timeout;
        self
    }

    /// Makes the client. Nothing is sent so far.
    ///
    /// # Errors
    /// For an address that is none, and for a secret that would go over plain HTTP to another machine.
    pub fn connect(self, build: BuildId) -> Result<Client> {
        let failed = |kind| Error::new("connecting", kind);
        let address = Address::parse(&self.server).map_err(failed)?;
        if self.key.is_some() && !address.is_private() && !self.allow_plain_http {
            return Err(failed(ErrorKind::Usage(format!(
                "the secret of the key would go to {address} unencrypted: give an https address, or allow plain http"
            ))));
        }
        crate::tls::install_provider();
        let http = reqwest::Client::builder()
            .user_agent(concat!("depicted/", env!("CARGO_PKG_VERSION")))
            // A redirect would turn a POST into a GET, and might lead the secret elsewhere.
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()
            .map_err(|error| failed(ErrorKind::Connection(chain(error))))?;
        let Self { key, backoff, timeout, upload_timeout, .. } = self;
        Ok(Client { http, address, key, build, backoff, timeout, upload_timeout })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 138, and defect D17 of the original.
    #[test]
    fn a_secret_is_not_sent_in_clear_to_another_machine() {
        let builder = || Client::builder("http://example.com").key("id", Secret::new("hunter2"));
        let told = builder().connect(BuildId(1)).unwrap_err().to_string();
        assert!(told.contains("unencrypted") && !told.contains("hunter2"), "{told}");
        let client = builder().allow_plain_http(true).connect(BuildId(1)).unwrap();
        assert!(!format!("{client:?}").contains("hunter2"));
        assert!(Client::builder("http://example.com").connect(BuildId(1)).is_ok());
    }
}
