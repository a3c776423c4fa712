//! Where a release and its runs stand.

use depicted::workflow::{Counts, ReleaseStatus, RunId, RunStatus};
use serde::Deserialize;

use crate::builder::Client;
use crate::error::Result;
use crate::releases::Release;

/// Where a release stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReleaseState {
    /// Its name.
    pub name: String,
    /// Which attempt at it.
    pub number: i64,
    /// Its status.
    pub status: ReleaseStatus,
    /// The page that people know it by.
    pub url: Option<String>,
    /// The page of its results.
    pub results_url: Option<String>,
    /// How many of its runs are what.
    pub counts: Counts,
    /// `1 failure`, `All passing` and so on.
    #[serde(default)]
    pub summary: String,
    /// `3 tested, 1 baseline` and so on.
    #[serde(default)]
    pub tested: String,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RunState {
    /// Its number.
    pub id: RunId,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: RunStatus,
    /// How much differs, 0 to 1.
    pub distortion: Option<f64>,
    /// The page after.
    pub url: Option<String>,
}

/// Some of the runs of a release.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RunPage {
    /// These runs: differences and failures first, then by name.
    pub items: Vec<RunState>,
    /// How many there are in all.
    pub total: u64,
}

impl Client {
    /// Where a release stands.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn release(&self, release: &Release) -> Result<ReleaseState> {
        let operation = format!("asking for the state of release {:?}", release.name);
        let (build, number) = (self.build.to_string(), release.number.to_string());
        let endpoint = ["api", "v1", "builds", &build, "releases", &release.name, &number];
        self.get(&operation, &endpoint, &()).await
    }

    /// The runs of a release from the one at `offset`, at most `limit` of them.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn runs(&self, release: &Release, offset: u64, limit: u64) -> Result<RunPage> {
        let operation = format!("asking for the runs of release {:?}", release.name);
        let (build, number) = (self.build.to_string(), release.number.to_string());
        let endpoint = ["api", "v1", "builds", &build, "releases", &release.name, &number, "runs"];
        self.get(&operation, &endpoint, &[("offset", offset), ("limit", limit)]).await
    }

    /// All runs of a release.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn all_runs(&self, release: &Release) -> Result<Vec<RunState>> {
        let mut runs = Vec::new();
        loop {
            let page = self.runs(release, runs.len() as u64, 200).await?;
            let more = !page.items.is_empty();
            runs.extend(page.items);
            if !more || runs.len() as u64 >= page.total {
                return Ok(runs);
            }
        }
    }
}
