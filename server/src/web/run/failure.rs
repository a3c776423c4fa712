//! Why a run failed, as far as its log tells.

use depicted::workflow::{ArtifactId, RunStatus};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::artifact;
use crate::store::entity::run;

/// The most of a log that is read for it, in bytes: twice what a capture writes.
const MOST: i64 = 1 << 20;
/// How many lines are shown.
const LINES: usize = 12;

/// The last lines of the log of what failed; nothing where nothing did, or where there is no log to show.
pub(super) async fn last_words(app: &App, run: &run::Model) -> Result<Option<String>> {
    if run.status != RunStatus::Failed.name() {
        return Ok(None);
    }
    let log = match (&run.image, &run.ref_image) {
        (None, _) => run.log.as_ref().or(run.ref_log.as_ref()),
        (_, None) => run.ref_log.as_ref(),
        _ => run.diff_log.as_ref(),
    };
    let Some(log) = log else { return Ok(None) };
    let id = ArtifactId::parse(log).map_err(|error| Error::Internal(error.into()))?;
    // The page is of use without, whatever became of the file.
    let Ok(row) = artifact::find(app, run.build_id, id).await else { return Ok(None) };
    if row.size > MOST {
        return Ok(None);
    }
    let Ok(bytes) = app.blobs.get(id).await else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let last = lines[lines.len().saturating_sub(LINES)..].join("\n");
    Ok((!last.is_empty()).then_some(last))
}
