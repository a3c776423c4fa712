//! A release from created to good, with the engine and the state machines and nothing else: no server, no database.
//!
//! ```sh
//! cargo run --release --package depicted --example workflow
//! ```
//! Whoever embeds the crate keeps the states where they like. Here they are variables, pictures are files of this folder,
//! and the queue is a list.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use depicted::workflow::{
    ArtifactId, Attempts, Counts, Decision, Diff, Evidence, Finish, ReleaseEvent, ReleaseStatus, Run,
    RunStatus, Task, Timestamp,
};
use depicted::{Differ, Options, Side, Verdict};

/// Pictures by name. A real one names them by the SHA-1 of their bytes; this one counts.
#[derive(Default)]
struct Store {
    files: BTreeMap<ArtifactId, PathBuf>,
}

impl Store {
    fn put(&mut self, path: PathBuf) -> ArtifactId {
        let id = ArtifactId::from_sha1([self.files.len() as u8; 20]);
        self.files.insert(id, path);
        id
    }
}

/// Compares the pictures of a run, as a worker does, and returns what it learned.
fn compare(store: &mut Store, before: ArtifactId, after: ArtifactId) -> Result<Evidence, depicted::Error> {
    let highlight = std::env::temp_dir().join(format!("depicted-workflow-{}.png", std::process::id()));
    let report = Differ::new(Options::default())
        .highlight_to_path(&highlight)
        .diff(&store.files[&before], &store.files[&after])?;
    let distortion = Some(report.distortion);
    let diff = match report.verdict {
        Verdict::Same => Diff::Same { log: None, distortion },
        Verdict::Different => Diff::Found { image: store.put(highlight), log: None, distortion },
    };
    println!("  worker: {report}");
    Ok(Evidence::Diff { pair: Some((before, after)), diff })
}

fn main() -> Result<(), Box<dyn Error>> {
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pictures");
    let mut store = Store::default();
    let now = Timestamp(0);

    // A client cuts a release and reports two runs. The baselines are pictures of the last good release.
    let mut release = ReleaseStatus::default();
    let baseline = store.put(pictures.join("before.png"));
    let mut runs = BTreeMap::new();
    for (name, file) in [("home", "before.png"), ("cart", "after.png")] {
        let mut run = Run::default();
        run.learn(Evidence::captured(Side::After, store.put(pictures.join(file))))?;
        run.inherit(Some(baseline));
        runs.insert(name, run);
    }

    // It says that this was all. Every run that needs a comparison becomes a task.
    release = release.after(ReleaseEvent::RunsDone)?;
    println!("release: {release}");
    let mut queue: Vec<(&str, Task)> = runs
        .iter()
        .filter(|(_, run)| run.status() == RunStatus::NeedsDiff)
        .map(|(name, _)| (*name, Task::new(now)))
        .collect();

    // A worker takes them one by one and reports what it found.
    for (name, task) in &mut queue {
        task.lease("worker", now, 60_000)?;
        let run = runs.get_mut(name).expect("it was just enqueued");
        if let Some((before, after)) = run.to_compare() {
            println!("run {name}: {}", run.status());
            run.learn(compare(&mut store, before, after)?)?;
        }
        task.finish("worker", now, Finish::Done, &Attempts::default())?;
        println!("run {name}: {}", run.status());
    }

    // Nothing blocks any more, so people are asked.
    if !runs.values().any(|run| run.blocks(0)) {
        release = release.after(ReleaseEvent::Settled)?;
    }
    let counts: Counts = runs.values().map(Run::status).collect();
    println!("release: {release}, {}, {}", counts.tested(), counts.summary());

    // Somebody looks at the difference, finds it intended, and marks the release good.
    for run in runs.values_mut().filter(|run| run.status() == RunStatus::DiffFound) {
        run.approve()?;
    }
    let counts: Counts = runs.values().map(Run::status).collect();
    release = release.after(ReleaseEvent::Decide(Decision::Good))?;
    println!("release: {release}, {}", counts.summary());

    // A client that comes late is told so.
    let refused = release.after(ReleaseEvent::RunsDone).unwrap_err();
    println!("a late client hears: {refused}");

    for path in store.files.values().filter(|path| !path.starts_with(&pictures)) {
        std::fs::remove_file(path)?;
    }
    Ok(())
}
