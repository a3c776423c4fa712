//! `OpenID` Connect: people sign in elsewhere, and come back with a code that is exchanged for who they are.

mod http;
mod provider;
#[cfg(test)]
pub(crate) mod tests;

use anyhow::{Context, Result, anyhow};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreUserInfoClaims};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use url::Url;

use self::http::Http;
pub(crate) use self::provider::Provider;
use self::provider::{FRESH, USUAL};
use crate::app::App;

/// Where the provider sends people back to.
pub(crate) const RETURN: &str = "/login/oidc/return";

/// What has to be remembered while somebody is away.
#[derive(Serialize, Deserialize)]
pub(crate) struct Away {
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    /// Where they wanted to go.
    pub(crate) next: String,
}

/// Who somebody is, as the provider says.
pub(crate) struct Claims {
    /// `oidc:ISSUER#SUBJECT`.
    pub(crate) subject: String,
    pub(crate) name: String,
    /// In lower case; only where the provider has proved it.
    pub(crate) email: Option<String>,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What to remember, and what to show of it.
pub(crate) fn leave(next: String) -> (Away, PkceCodeChallenge) {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let nonce = Nonce::new_random().secret().clone();
    (Away { nonce, verifier: verifier.into_secret(), next }, challenge)
}

/// The address of the provider where somebody signs in.
pub(crate) async fn address(
    app: &App,
    away: &Away,
    challenge: PkceCodeChallenge,
    state: String,
) -> Result<Url> {
    let nonce = away.nonce.clone();
    let (url, ..) = client(app, &Http::new()?, USUAL)
        .await?
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        )
        .add_scope(Scope::new("email".into()))
        .add_scope(Scope::new("profile".into()))
        .set_pkce_challenge(challenge)
        .url();
    Ok(url)
}

/// Exchanges the code of somebody who came back.
pub(crate) async fn claims(app: &App, away: Away, code: String) -> Result<Claims> {
    let http = Http::new()?;
    let known = client(app, &http, USUAL).await?;
    let token = known
        .exchange_code(AuthorizationCode::new(code))
        .context("the provider names no token endpoint")?
        .set_pkce_verifier(PkceCodeVerifier::new(away.verifier))
        .request_async(&http)
        .await
        .context("the code was not exchanged")?;
    let id = token.id_token().ok_or_else(|| anyhow!("the provider sent no ID token"))?;
    let nonce = Nonce::new(away.nonce);
    let id = match id.claims(&known.id_token_verifier(), &nonce) {
        Ok(claims) => claims,
        // Perhaps it is signed with a newer key.
        Err(_) => id
            .claims(&client(app, &http, FRESH).await?.id_token_verifier(), &nonce)
            .context("the ID token is refused")?,
    };
    let mut email = id.email().map(|email| email.as_str().to_owned());
    let mut proved = id.email_verified().unwrap_or(false);
    let mut name = id.preferred_username().map(|name| name.as_str().to_owned());
    // Many providers put the address into the answer of another endpoint only.
    if email.is_none()
        && let Ok(request) = known.user_info(token.access_token().clone(), Some(id.subject().clone()))
    {
        let more: CoreUserInfoClaims =
            request.request_async(&http).await.context("the provider does not say who it is")?;
        email = more.email().map(|email| email.as_str().to_owned());
        proved = more.email_verified().unwrap_or(false);
        name = name.or_else(|| more.preferred_username().map(|name| name.as_str().to_owned()));
    }
    let email = email.filter(|_| proved).map(|email| email.to_lowercase());
    Ok(Claims {
        subject: format!("oidc:{}#{}", id.issuer().as_str(), id.subject().as_str()),
        name: name
            .or_else(|| email.clone())
            .unwrap_or_else(|| id.subject().as_str().to_owned())
            .chars()
            .take(200)
            .collect(),
        email,
    })
}

/// The provider as it described itself `age` milliseconds ago at most.
async fn client(app: &App, http: &Http, age: u64) -> Result<Client> {
    let settings = &app.settings.oidc;
    let issuer = settings.issuer.as_deref().context("--oidc-issuer is not set")?;
    let id = settings.client_id.clone().context("--oidc-client-id is not set")?;
    let metadata = app.provider.describe(http, issuer, || app.now(), age).await?;
    let secret = settings.client_secret.clone().map(ClientSecret::new);
    let back = RedirectUrl::new(format!("{}{RETURN}", app.public_url))?;
    Ok(CoreClient::from_provider_metadata(metadata, ClientId::new(id), secret).set_redirect_uri(back))
}
