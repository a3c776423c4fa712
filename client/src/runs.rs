//! Runs: found among the baselines, requested of the server's browsers, or reported with pictures of one's own.

use depicted::workflow::ArtifactId;
use serde::Deserialize;
use serde_json::Value;

use crate::builder::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::releases::Release;
use crate::send::Repeat;

/// The run of the last good release that a new one is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Baseline {
    /// The release that it is in.
    pub release_name: String,
    /// Which attempt at it.
    pub release_number: i64,
    /// The page that was captured.
    pub url: Option<String>,
    /// The picture.
    pub image: Option<ArtifactId>,
    /// What was logged while it was taken.
    pub log: Option<ArtifactId>,
    /// How it was taken.
    pub config: Option<ArtifactId>,
}

/// A page to take a picture of, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// The address of the page.
    pub url: String,
    /// A JSON object: the configuration of captures.
    pub config: Value,
}

/// A run that was requested.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Run {
    /// Its name.
    pub run_name: String,
    /// The page after.
    pub url: Option<String>,
    /// Its configuration, as the server keeps it.
    pub config: Option<ArtifactId>,
    /// The page before.
    pub ref_url: Option<String>,
    /// Its configuration.
    pub ref_config: Option<ArtifactId>,
}

/// What is known of a run; what is left out stays as it was.
#[derive(Clone, Debug, Default)]
pub struct RunReport(Vec<(&'static str, String)>);

#[derive(Deserialize)]
struct Reported {}

/// Declares the setters of a report.
macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        impl RunReport {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(mut self, value: $type) -> Self {
                self.0.push((stringify!($name), value.to_string()));
                self
            })*
        }
    };
}

setters! {
    /// The address of the page after.
    url: &str;
    /// The picture after.
    image: ArtifactId;
    /// What was logged while it was taken.
    log: ArtifactId;
    /// How it was taken.
    config: ArtifactId;
    /// The address of the page before.
    ref_url: &str;
    /// The picture before.
    ref_image: ArtifactId;
    /// What was logged while it was taken.
    ref_log: ArtifactId;
    /// How it was taken.
    ref_config: ArtifactId;
    /// The picture of what differs.
    diff_image: ArtifactId;
    /// What was logged while they were compared.
    diff_log: ArtifactId;
    /// How much differs, 0 to 1.
    distortion: f64;
}

impl RunReport {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The picture could not be taken.
    #[must_use]
    pub fn run_failed(mut self) -> Self {
        self.0.push(("run_failed", "1".into()));
        self
    }

    /// The pictures could not be compared.
    #[must_use]
    pub fn diff_failed(mut self) -> Self {
        self.0.push(("diff_failed", "1".into()));
        self
    }
}

impl Client {
    /// The run of this name in the last good release; `None` where there is none.
    ///
    /// # Errors
    /// When the server refuses for another reason, or cannot be reached.
    pub async fn find_run(&self, name: &str) -> Result<Option<Baseline>> {
        let operation = format!("looking for the baseline of {name:?}");
        let fields = vec![("run_name", name.into())];
        let found = self.post(&operation, &["api", "find_run"], fields, Repeat::Harmless).await;
        match found {
            // This endpoint answers 400 where there is none; its one parameter is never missing here.
            Err(error) if error.status() == Some(400) => Ok(None),
            found => found.map(Some),
        }
    }

    /// Asks the server to take a picture, and one to compare it with: of `before`, or of what was good last.
    ///
    /// # Errors
    /// When a configuration is no JSON object, when the server refuses, or when it cannot be reached.
    pub async fn request_run(
        &self,
        release: &Release,
        name: &str,
        after: &Capture,
        before: Option<&Capture>,
    ) -> Result<Run> {
        let operation = format!("requesting run {name:?}");
        let config = |capture: &Capture| match &capture.config {
            Value::Object(_) => Ok(capture.config.to_string()),
            other => {
                let kind = ErrorKind::Usage(format!("the configuration is {other}: give a JSON object"));
                Err(Error::new(operation.clone(), kind))
            }
        };
        let mut fields = release.fields();
        fields.extend([("run_name", name.into()), ("url", after.url.clone()), ("config", config(after)?)]);
        if let Some(before) = before {
            fields.extend([("ref_url", before.url.clone()), ("ref_config", config(before)?)]);
        }
        self.post(&operation, &["api", "request_run"], fields, Repeat::Harmless).await
    }

    /// Reports what is known of a run, which is made if it is new.
    ///
    /// # Errors
    /// When the server refuses, or cannot be reached.
    pub async fn report_run(&self, release: &Release, name: &str, report: &RunReport) -> Result<()> {
        let mut fields = release.fields();
        fields.push(("run_name", name.into()));
        fields.extend(report.0.iter().cloned());
        let operation = format!("reporting run {name:?}");
        let _: Reported = self.post(&operation, &["api", "report_run"], fields, Repeat::Harmless).await?;
        Ok(())
    }
}
