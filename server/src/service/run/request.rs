//! Asks for the pictures of a run.

use bytes::Bytes;
use depicted::Side;
use depicted::workflow::{ArtifactId, Capture, ReleaseId, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};

use super::{baseline, capture, diff, row};
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::service::artifact;
use crate::service::audit::{self, About};
use crate::service::release::{self, find};
use crate::store::entity::{artifact as artifacts, release as releases, run};

/// A page, and how it is to be captured.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) url: String,
    /// A JSON object, as text; `targetUrl` in it is written over.
    pub(crate) config: String,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) after: Page,
    /// The reference. Without one the baseline's picture is taken.
    pub(crate) before: Option<Page>,
}

/// Asks for the capture of a run, and for that of its reference where the request names one.
pub(crate) async fn request(
    app: &App,
    actor: &Actor,
    build_id: i64,
    release_name: &str,
    release_number: i64,
    run_name: &str,
    request: &Request,
) -> Result<run::Model> {
    let after = config(&request.after, "config")?;
    let before = request.before.as_ref().map(|page| config(page, "ref_config")).transpose()?;
    // The release is looked at before anything is stored, and again when it is locked.
    let release = find::attempt(app.store.db(), build_id, release_name, release_number).await?;
    release::status(&release)?.takes_reports()?;
    let after = artifact::put(app, build_id, after).await?;
    let before = match before {
        Some(bytes) => Some(artifact::put(app, build_id, bytes).await?),
        None => None,
    };

    let now = app.now();
    let tx = app.store.begin().await?;
    let release = find::lock_attempt(&*tx, build_id, release_name, release_number).await?;
    release::status(&release)?.takes_reports()?;
    let mut run = row::get_or_create(&*tx, now, &release, run_name).await?;
    run = ask(&*tx, now, actor, &release, run, Side::After, &request.after, &after).await?;
    run = match request.before.as_ref().zip(before.as_ref()) {
        Some((page, config)) => ask(&*tx, now, actor, &release, run, Side::Before, page, config).await?,
        None => inherit(&*tx, now, &release, run).await?,
    };
    tx.commit().await?;
    app.enqueued.notify_waiters();
    app.changed.send(ReleaseId(release.id)).ok();
    Ok(run)
}

/// Asks for one side. The same capture that is under way already is not asked for again.
#[expect(clippy::too_many_arguments, reason = "it is the body of a loop over two sides")]
async fn ask(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    release: &releases::Model,
    mut run: run::Model,
    side: Side,
    page: &Page,
    config: &artifacts::Model,
) -> Result<run::Model> {
    if !capture::enqueue(tx, now, release, &run, page, &config.id, side == Side::Before).await? {
        return Ok(run);
    }
    let mut state = row::state(&run)?;
    state.request(side);
    row::set_state(&mut run, &state)?;
    let (url, configured, log) = match side {
        Side::After => (&mut run.url, &mut run.config, &mut run.log),
        Side::Before => (&mut run.ref_url, &mut run.ref_config, &mut run.ref_log),
    };
    *url = Some(page.url.clone());
    *configured = Some(config.id.clone());
    *log = None;
    let run = row::save(tx, now, run).await?;
    let about = About { build: Some(run.build_id), release: Some(release.id), run: Some(run.id) };
    let side = if side == Side::Before { "before" } else { "after" };
    audit::record(tx, now, actor, about, "run_requested", side).await?;
    Ok(run)
}

/// Takes the baseline's picture as the reference, once: a run that has a reference, or waits for one, keeps it.
async fn inherit(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    release: &releases::Model,
    mut run: run::Model,
) -> Result<run::Model> {
    let mut state = row::state(&run)?;
    if matches!(state.before, Capture::Requested | Capture::Captured { .. }) {
        return Ok(run);
    }
    let found = baseline::find_baseline(tx, release.build_id, &run.name).await?;
    let image = match &found {
        Some((_, baseline)) => baseline.image.as_deref().and_then(|id| ArtifactId::parse(id).ok()),
        None => None,
    };
    state.inherit(image);
    row::set_state(&mut run, &state)?;
    let baseline = found.map(|(_, baseline)| baseline);
    let of = |column: fn(run::Model) -> Option<String>| baseline.clone().and_then(column);
    run.ref_url = of(|run| run.url);
    run.ref_log = of(|run| run.log);
    run.ref_config = of(|run| run.config);
    let run = row::save(tx, now, run).await?;
    if let Some(pair) = state.to_compare() {
        diff::enqueue(tx, now, release, &run, pair).await?;
    }
    Ok(run)
}

/// The configuration as it is stored: with the page in it.
fn config(page: &Page, field: &str) -> Result<Bytes> {
    let bad = |why: String| Error::bad("bad_config", format!("{field} is not a JSON object: {why}"));
    let value: Value = serde_json::from_str(&page.config).map_err(|error| bad(error.to_string()))?;
    let Value::Object(mut config) = value else { return Err(bad("it is another kind of value".into())) };
    put(&mut config, "targetUrl", &page.url);
    Ok(Value::Object(config).to_string().into())
}

fn put(config: &mut Map<String, Value>, key: &str, text: &str) {
    config.insert(key.into(), text.into());
}
