//! Releases and their runs, each release in one transaction.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use depicted::workflow::{ArtifactId, Capture, Diff, ReleaseStatus, Run};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::Import;
use super::source::Row;
use crate::service::run::row::set_state;
use crate::store::entity::{release, run};

/// The columns of a run there that are text here.
const TEXTS: [&str; 15] = [
    "name",
    "status",
    "created",
    "modified",
    "image",
    "log",
    "config",
    "url",
    "ref_image",
    "ref_log",
    "ref_config",
    "ref_url",
    "diff_image",
    "diff_log",
    "distortion",
];

impl Import<'_> {
    /// Copies releases that are not here yet.
    pub(super) async fn releases(
        &mut self,
        builds: &HashMap<i64, i64>,
        files: &HashSet<ArtifactId>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT {}, {} FROM `release` ORDER BY id",
            self.from.numbers(&["id", "number", "build_id"]),
            self.from.text(&["name", "status", "url", "created", "modified"])
        );
        // Nothing made two releases of one name and number impossible there.
        let mut seen = HashSet::new();
        for row in self.from.rows(&sql).await? {
            let build_id = row.integer("build_id").and_then(|old| builds.get(&old).copied());
            let (Some(old), Some(build_id), Some(name)) = (row.integer("id"), build_id, row.text("name"))
            else {
                self.left("releases of no build");
                continue;
            };
            let number = row.integer("number").unwrap_or(1);
            if !seen.insert((build_id, name.clone(), number)) {
                self.left("releases whose name and number another has");
                continue;
            }
            if self.known(self.store.db(), "release", old).await?.is_some() {
                continue;
            }
            let runs = self.runs(old).await?;
            // What works on a release there does not know of this one.
            let status = match row.text("status").as_deref() {
                Some("good") => ReleaseStatus::Good,
                Some("bad") => ReleaseStatus::Bad,
                Some("receiving" | "processing") => {
                    self.left("releases at work, which are to be reviewed as they are");
                    ReleaseStatus::Reviewing
                }
                _ => ReleaseStatus::Reviewing,
            };
            let modified = row.time("modified").unwrap_or(self.now);
            let tx = self.store.begin().await?;
            let copy = release::ActiveModel {
                build_id: Set(build_id),
                name: Set(name),
                number: Set(number),
                status: Set(status.name().into()),
                url: Set(row.text("url")),
                created: Set(row.time("created").unwrap_or(self.now)),
                modified: Set(modified),
                decided: Set(status.is_decided().then_some(modified)),
                decided_by: Set(None),
                ..Default::default()
            };
            let copy = copy.insert(&*tx).await?;
            let mut names = HashSet::new();
            for run in &runs {
                let name = run.text("name").unwrap_or_default();
                if name.is_empty() || !names.insert(name) {
                    self.left("runs without a name, or with one that another has");
                    continue;
                }
                self.run(&*tx, &copy, run, files).await?;
            }
            self.remember(&*tx, "release", old, copy.id).await?;
            tx.commit().await?;
            self.copied("releases");
        }
        Ok(())
    }

    /// The runs of a release there. Of two with one name the earlier is first: it is the one that was found by its name.
    async fn runs(&self, release: i64) -> Result<Vec<Row>> {
        let texts = self.from.text(&TEXTS);
        self.from.rows(&format!("SELECT {texts} FROM run WHERE release_id = {release} ORDER BY id")).await
    }

    async fn run(
        &mut self,
        tx: &impl ConnectionTrait,
        release: &release::Model,
        row: &Row,
        files: &HashSet<ArtifactId>,
    ) -> Result<()> {
        let mut missing = 0;
        let mut file = |column: &str| {
            let id = row.text(column).and_then(|id| ArtifactId::parse(&id).ok());
            missing += u64::from(row.text(column).is_some() && id.is_none_or(|id| !files.contains(&id)));
            id.filter(|id| files.contains(id))
        };
        let status = row.text("status").unwrap_or_default();
        let distortion = row.text("distortion").and_then(|text| text.parse().ok());
        let (log, ref_log, diff_log) = (file("log"), file("ref_log"), file("diff_log"));
        let failed = status == "failed";
        let capture = |image: Option<ArtifactId>, log, asked: bool| match image {
            Some(image) => Capture::Captured { image, log },
            None if failed && asked => Capture::Failed { log },
            None => Capture::Missing,
        };
        let (after, before) = (file("image"), file("ref_image"));
        let diff = match (file("diff_image"), status.as_str()) {
            (Some(image), _) => Diff::Found { image, log: diff_log, distortion },
            (None, "diff_not_found") => Diff::Same { log: diff_log, distortion },
            (None, "failed") if after.is_some() && before.is_some() => Diff::Failed { log: diff_log },
            _ => Diff::Missing,
        };
        let state = Run {
            after: capture(after, log, true),
            before: capture(before, ref_log, row.text("ref_config").is_some()),
            diff,
            approved: status == "diff_approved" && diff.image().is_some(),
        };
        let (config, ref_config) = (file("config"), file("ref_config"));
        let text = |id: Option<ArtifactId>| id.map(|id| id.to_string());
        let mut copy = run::Model {
            id: 0,
            release_id: release.id,
            name: row.text("name").unwrap_or_default(),
            build_id: release.build_id,
            status: String::new(),
            problem: false,
            blocks: false,
            state: serde_json::Value::Null,
            url: row.text("url"),
            image: None,
            log: text(log),
            config: text(config),
            ref_url: row.text("ref_url"),
            ref_image: None,
            ref_log: text(ref_log),
            ref_config: text(ref_config),
            diff_image: None,
            diff_log: None,
            thumbnail: None,
            distortion: None,
            report: None,
            created: row.time("created").unwrap_or(self.now),
            modified: row.time("modified").unwrap_or(self.now),
            decided_by: None,
            decided: None,
            reason: None,
        };
        set_state(&mut copy, &state).map_err(anyhow::Error::new)?;
        if copy.status != status {
            self.left(format!("statuses '{status}', which became '{}'", copy.status));
        }
        if missing > 0 {
            *self.report.left.entry("files that runs name and nobody has".into()).or_default() += missing;
        }
        let mut row: run::ActiveModel = copy.into();
        row = row.reset_all();
        row.id = sea_orm::ActiveValue::NotSet;
        row.insert(tx).await?;
        self.copied("runs");
        Ok(())
    }
}
