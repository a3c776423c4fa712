//! What a team and its continuous integration would ask of the server, one after the other, and what is told of it.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use depicted::numbers::significant;
use depicted::workflow::BuildId;
use depicted_client::{Capture, Client, Patience, Release, Repeat, RunReport};
use serde_json::{Value, json};
use url::Url;

use super::pictures::picture;
use super::site::Site;
use crate::output::{Stdout, cannot_tell};
use crate::trouble::Trouble;

/// What the one run is called.
const RUN: &str = "/kettle";
/// How long a release may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// A build on the server of the demo.
pub(super) struct Review {
    server: String,
    client: Client,
}

impl Review {
    /// Makes a build.
    ///
    /// # Errors
    /// When the server refuses.
    pub(super) async fn begin(server: &str) -> Result<Self, Trouble> {
        let client = Client::builder(server).connect(BuildId(0))?;
        let new = json!({ "name": "Hearth & Home", "public": true });
        let build: Value = client.post_v1("making a build", &["builds"], &new, Repeat::Harmful).await?;
        let client = client.of_build(BuildId(build["id"].as_i64().unwrap_or_default()));
        Ok(Self { server: server.to_owned(), client })
    }

    /// Has the first version captured and marked good, then the second one compared with it, and tells.
    ///
    /// # Errors
    /// When the server refuses, or takes too long.
    pub(super) async fn show(&self, site: &Site, browser: bool, folder: &Path) -> Result<(), Trouble> {
        let how = if browser { "captured by the browser of this machine" } else { "a picture taken earlier" };
        tell(&format!("A server on {}, which is gone when the demo ends\n", self.server))?;
        let good = self.release("1.0", site, browser, folder).await?;
        let decision = json!({ "decision": "good" });
        let decided = self.address(&good, "decision");
        let _: Value =
            self.client.post_v1("marking 1.0 good", &parts(&decided), &decision, Repeat::Harmful).await?;
        tell(&format!("Release 1.0: {}, {how}: marked good\n", site.page("1.0")))?;
        let new = self.release("1.1", site, browser, folder).await?;
        tell(&format!("Release 1.1: {}, {how}: compared with 1.0\n", site.page("1.1")))?;
        let runs: Value = self.client.get_v1("looking at 1.1", &parts(&self.address(&new, "runs"))).await?;
        tell(&self.told(&new, &runs["items"][0])?)
    }

    /// A release with the one run, ready for review.
    async fn release(
        &self,
        version: &str,
        site: &Site,
        browser: bool,
        folder: &Path,
    ) -> Result<Release, Trouble> {
        let url = site.page(version);
        let release = self.client.create_release(version, Some(&url)).await?;
        if browser {
            let config = json!({ "viewportSize": { "width": 1000, "height": 640 } });
            self.client.request_run(&release, RUN, &Capture { url, config }, None).await?;
        } else {
            self.report(&release, &url, version, folder).await?;
        }
        self.client.runs_done(&release).await?;
        let patience = Patience { timeout: PATIENCE, ..Patience::default() };
        self.client.wait(&release, &patience, |_| {}).await?;
        Ok(release)
    }

    /// Hands a picture over, with that of the last good release as its reference if there is one.
    async fn report(
        &self,
        release: &Release,
        url: &str,
        version: &str,
        folder: &Path,
    ) -> Result<(), Trouble> {
        let image = self.client.upload(&picture(version, folder)?).await?;
        let mut report = RunReport::new().url(url).image(image);
        if let Some(baseline) = self.client.find_run(RUN).await? {
            report = baseline.image.into_iter().fold(report, RunReport::ref_image);
            report = baseline.url.iter().fold(report, |report, url| report.ref_url(url));
        }
        Ok(self.client.report_run(release, RUN, &report).await?)
    }

    /// Where something of a release is for programs.
    fn address(&self, release: &Release, what: &str) -> [String; 6] {
        let Release { name, number } = release;
        let build = self.client.build().to_string();
        ["builds".into(), build, "releases".into(), name.clone(), number.to_string(), what.into()]
    }

    /// What was found, and where it is seen.
    fn told(&self, release: &Release, run: &Value) -> Result<String, Trouble> {
        let Some(distortion) = run["distortion"].as_f64() else {
            let status = run["status"].as_str().unwrap_or("lost");
            return Err(Trouble::io(format!(
                "the page of the demo could not be compared: its run is {status}"
            )));
        };
        let build = self.client.build().to_string();
        let picture =
            |key: &str| format!("{}/picture/{build}/{}", self.server, run[key].as_str().unwrap_or_default());
        let mut review = Url::parse(&self.server)
            .and_then(|url| url.join("/run"))
            .map_err(|error| Trouble::io(format!("{} is no address: {error}", self.server)))?;
        review
            .query_pairs_mut()
            .append_pair("id", &build)
            .append_pair("name", &release.name)
            .append_pair("number", &release.number.to_string())
            .append_pair("test", RUN);
        Ok(format!(
            "\nDifferent: distortion {}\n  before  {}\n  after   {}\n  diff    {}\n\nReview it: {review}\n",
            significant(distortion),
            picture("ref_image"),
            picture("image"),
            picture("diff_image"),
        ))
    }
}

/// Says how the demo ends.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn last_words() -> Result<(), Trouble> {
    tell("Ctrl-C ends the demo and removes all of it\n")
}

fn parts(address: &[String; 6]) -> [&str; 6] {
    address.each_ref().map(String::as_str)
}

fn tell(text: &str) -> Result<(), Trouble> {
    let mut stdout = Stdout::new();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| cannot_tell(&error))
}
