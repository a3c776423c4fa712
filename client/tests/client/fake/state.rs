//! What the server in memory knows.

use std::collections::{BTreeMap, HashMap, VecDeque};

use depicted::workflow::{ArtifactId, Counts, Decision, Diff, Evidence, ReleaseEvent, ReleaseStatus, Run};
use sha1::{Digest, Sha1};

/// Fields of a form.
pub(crate) type Form = HashMap<String, String>;

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The last part of its path.
    pub(crate) endpoint: String,
    pub(crate) form: Form,
    pub(crate) authorization: Option<String>,
}

/// All that it knows.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) address: String,
    /// `Basic …`, where it asks who is there.
    pub(crate) authorization: Option<String>,
    pub(crate) releases: Vec<FakeRelease>,
    pub(crate) files: HashMap<ArtifactId, Vec<u8>>,
    /// What a page looks like, by its path, in captures from now on. Any other looks like its path.
    pub(crate) pages: HashMap<String, String>,
    /// How often the state of a release is asked for before it settles.
    pub(crate) slow: u32,
    /// Answers to the next requests, in place of what they ask for.
    pub(crate) answers: VecDeque<(u16, &'static str)>,
    pub(crate) calls: Vec<Call>,
    pub(crate) tasks: VecDeque<(String, String)>,
}

/// One attempt at a release.
#[derive(Default)]
pub(crate) struct FakeRelease {
    pub(crate) name: String,
    pub(crate) number: i64,
    pub(crate) url: String,
    pub(crate) status: ReleaseStatus,
    pub(crate) runs: BTreeMap<String, FakeRun>,
}

/// One test.
#[derive(Default)]
pub(crate) struct FakeRun {
    pub(crate) run: Run,
    /// The fields that were reported or requested.
    pub(crate) fields: Form,
}

impl State {
    /// Marks the newest release good.
    pub(crate) fn mark_good(&mut self) {
        let release = self.releases.last_mut().unwrap();
        release.status = release.status.after(ReleaseEvent::Decide(Decision::Good)).unwrap();
    }

    /// What came to one endpoint.
    pub(crate) fn calls_of(&self, endpoint: &str) -> Vec<&Call> {
        self.calls.iter().filter(|call| call.endpoint == endpoint).collect()
    }

    pub(crate) fn create(&mut self, name: &str, url: &str) -> i64 {
        let number = 1 + self.releases.iter().filter(|release| release.name == name).count() as i64;
        let release = FakeRelease { name: name.into(), number, url: url.into(), ..FakeRelease::default() };
        self.releases.push(release);
        number
    }

    pub(super) fn release(&mut self, form: &Form) -> Option<&mut FakeRelease> {
        let number: i64 = form.get("release_number")?.parse().ok()?;
        let name = form.get("release_name")?;
        self.releases.iter_mut().find(|release| release.name == *name && release.number == number)
    }

    /// The run of this name in the last good release.
    pub(super) fn baseline(&self, name: &str) -> Option<(&FakeRelease, &FakeRun)> {
        let good = self.releases.iter().rev().find(|release| release.status == ReleaseStatus::Good)?;
        Some((good, good.runs.get(name)?))
    }

    pub(super) fn keep(&mut self, bytes: Vec<u8>) -> ArtifactId {
        let id = ArtifactId::from_sha1(Sha1::digest(&bytes).into());
        self.files.insert(id, bytes);
        id
    }

    /// Takes the picture of a page: its path, unless it was said to look otherwise.
    pub(super) fn capture(&mut self, url: &str) -> ArtifactId {
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        let text = self.pages.get(&format!("/{path}")).cloned().unwrap_or_else(|| path.to_owned());
        self.keep(text.into_bytes())
    }
}

impl FakeRun {
    /// Compares what can be compared.
    pub(super) fn settle(&mut self) {
        let Some((before, after)) = self.run.to_compare() else { return };
        let diff = if after == before {
            Diff::Same { log: None, distortion: Some(0.0) }
        } else {
            Diff::Found { image: after, log: None, distortion: Some(0.25) }
        };
        self.run.learn(Evidence::Diff { pair: None, diff }).unwrap();
    }
}

impl FakeRelease {
    pub(super) fn counts(&self) -> Counts {
        self.runs.values().map(|run| run.run.status()).collect()
    }
}
