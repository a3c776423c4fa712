//! A release: begun, and closed to new runs.

use serde::Deserialize;

use crate::builder::Client;
use crate::error::Result;
use crate::send::Repeat;

/// One attempt at a release.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Release {
    /// Its name.
    pub name: String,
    /// Which attempt at the name it is, from 1.
    pub number: i64,
}

#[derive(Deserialize)]
struct Created {
    release_number: i64,
}

#[derive(Deserialize)]
struct Done {
    results_url: String,
}

impl Client {
    /// Begins a new attempt at a release. `url` is the page that people know it by.
    ///
    /// It is sent again only where the server never got it: each time makes another attempt.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn create_release(&self, name: &str, url: Option<&str>) -> Result<Release> {
        let fields = vec![("release_name", name.into()), ("url", url.unwrap_or_default().into())];
        let operation = format!("creating release {name:?}");
        let created: Created =
            self.post(&operation, &["api", "create_release"], fields, Repeat::Harmful).await?;
        Ok(Release { name: name.to_owned(), number: created.release_number })
    }

    /// Says that all runs of a release were announced, and returns the page of its results.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn runs_done(&self, release: &Release) -> Result<String> {
        let operation = format!("closing release {:?} to new runs", release.name);
        let done: Done =
            self.post(&operation, &["api", "runs_done"], release.fields(), Repeat::Harmless).await?;
        Ok(done.results_url)
    }
}

impl Release {
    /// The fields that name it.
    pub(crate) fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("release_name", self.name.clone()), ("release_number", self.number.to_string())]
    }
}
