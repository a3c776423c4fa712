//! Another place to sign in.

use anyhow::{Context, bail};
use clap::Args;
use url::{Host, Url};

/// The provider of `OpenID` Connect.
#[derive(Clone, Debug, Args)]
pub struct OidcSettings {
    /// Where people sign in by `OpenID` Connect: the address of the issuer
    #[arg(id = "oidc_issuer", long = "oidc-issuer", value_name = "URL", env = "DEPICTED_OIDC_ISSUER")]
    pub issuer: Option<String>,
    /// What this server is called there; it returns to `PUBLIC_URL/login/oidc/return`
    #[arg(
        id = "oidc_client_id",
        long = "oidc-client-id",
        value_name = "ID",
        env = "DEPICTED_OIDC_CLIENT_ID"
    )]
    pub client_id: Option<String>,
    /// Its secret there; give it by the variable or the file, not the flag
    #[arg(
        id = "oidc_client_secret",
        long = "oidc-client-secret",
        value_name = "SECRET",
        env = "DEPICTED_OIDC_CLIENT_SECRET",
        hide_env_values = true
    )]
    pub client_secret: Option<String>,
    /// The domains of addresses that may come in, separated by commas [default: all]
    #[arg(
        id = "oidc_domains",
        long = "oidc-domains",
        value_name = "DOMAINS",
        env = "DEPICTED_OIDC_DOMAINS",
        value_delimiter = ','
    )]
    pub domains: Vec<String>,
}

impl OidcSettings {
    /// Whether there is another place.
    pub(crate) fn is_set(&self) -> bool {
        self.issuer.is_some()
    }

    /// Looks for what cannot work.
    ///
    /// # Errors
    /// When one setting is there without the other, or the issuer could be played by anybody on the way.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let issuer = match (&self.issuer, &self.client_id) {
            (None, None) => return Ok(()),
            (Some(issuer), Some(_)) => issuer,
            _ => bail!("--oidc-issuer and --oidc-client-id go together"),
        };
        let url = Url::parse(issuer).with_context(|| format!("--oidc-issuer {issuer} is no URL"))?;
        let here = match url.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            bail!("--oidc-issuer {issuer} has to be https: only this machine may be asked without");
        }
        Ok(())
    }

    /// Whether people with this address may come in.
    pub(crate) fn admits(&self, email: &str) -> bool {
        let domain = email.rsplit('@').next().unwrap_or_default();
        self.domains.is_empty() || self.domains.iter().any(|known| known.trim().eq_ignore_ascii_case(domain))
    }
}
