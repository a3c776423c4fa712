//! Operations of `/api/v1` whose words belong to whoever calls.

use depicted::workflow::BuildId;
use reqwest::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answers;
use crate::backoff::Backoff;
use crate::builder::Client;
use crate::error::{Error, Result};
use crate::send::Repeat;

impl Client {
    /// The same client, for another build.
    #[must_use]
    pub fn of_build(&self, build: BuildId) -> Self {
        Self { build, ..self.clone() }
    }

    /// The same client, which tries again in another way.
    #[must_use]
    pub fn with_backoff(&self, backoff: Backoff) -> Self {
        Self { backoff, ..self.clone() }
    }

    /// Posts JSON to `/api/v1/…`. An answer without content is read as `null`.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached, or its answer is none.
    pub async fn post_v1<T: DeserializeOwned>(
        &self,
        operation: &str,
        endpoint: &[&str],
        body: &(impl Serialize + Sync),
        repeat: Repeat,
    ) -> Result<T> {
        let path = [&["api", "v1"], endpoint].concat();
        let send = async || {
            let request = self.request(Method::POST, &path)?.json(body).timeout(self.upload_timeout);
            self.answer(request).await
        };
        let response = self.repeat(operation, repeat, send).await?;
        let failed = |kind| Error::new(operation, kind);
        if response.status() == StatusCode::NO_CONTENT {
            return serde_json::from_str("null")
                .map_err(|error| failed(crate::error::ErrorKind::Answer(error.to_string())));
        }
        answers::json(response).await.map_err(failed)
    }

    /// Reads JSON from `/api/v1/…`.
    ///
    /// # Errors
    /// As above.
    pub async fn get_v1<T: DeserializeOwned>(&self, operation: &str, endpoint: &[&str]) -> Result<T> {
        let path = [&["api", "v1"], endpoint].concat();
        self.get(operation, &path, &()).await
    }
}
