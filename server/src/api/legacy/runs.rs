//! Runs: found, asked for, reported on.

use axum::extract::State;
use depicted::workflow::Reported;
use serde_json::json;

use super::answer::{Answer, as_bad_request, success};
use super::call::Call;
use super::fields::Fields;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::run::{self, Page, Report, Request};

/// `find_run`: the run of that name in the last good release.
pub(super) async fn find(State(app): State<App>, call: Call) -> Answer {
    let build = call.build(&app).await?;
    let name = call.fields.required("run_name")?;
    let found = run::find_baseline(app.store.db(), build.id, name).await?;
    let missing = || {
        let message =
            format!("there is no run {name:?} with a picture in the last good release of build {}", build.id);
        Error::bad("not_found", message)
    };
    let (release, run) = found.ok_or_else(missing)?;
    success(json!({
        "build_id": build.id,
        "release_name": release.name,
        "release_number": release.number,
        "run_name": run.name,
        "url": run.url,
        "image": run.image,
        "log": run.log,
        "config": run.config,
    }))
}

/// `request_run`: its pictures are to be captured.
pub(super) async fn request(State(app): State<App>, call: Call) -> Answer {
    let build = call.build(&app).await?;
    let (release, number, name) = which(&call.fields)?;
    let request = wanted(&call.fields)?;
    let run = run::request(&app, &call.actor, build.id, release, number, name, &request)
        .await
        .map_err(as_bad_request)?;
    success(json!({
        "build_id": build.id,
        "release_name": release,
        "release_number": number,
        "run_name": run.name,
        "url": run.url,
        "config": run.config,
        "ref_url": run.ref_url,
        "ref_config": run.ref_config,
    }))
}

/// `report_run`: what is known of it.
pub(super) async fn report(State(app): State<App>, call: Call) -> Answer {
    let build = call.build(&app).await?;
    let (release, number, name) = which(&call.fields)?;
    let report = reported(&call.fields)?;
    run::report(&app, &call.actor, build.id, release, number, name, report).await.map_err(as_bad_request)?;
    success(json!({}))
}

fn which(fields: &Fields) -> Result<(&str, i64, &str)> {
    Ok((fields.required("release_name")?, fields.number("release_number")?, fields.required("run_name")?))
}

fn wanted(fields: &Fields) -> Result<Request> {
    fields.required("url")?;
    let after = page(fields, "url", fields.given("config").unwrap_or("{}"))?;
    // An empty configuration is one, too: what counts is whether it was sent.
    let before = match (fields.text("ref_url"), fields.given("ref_config")) {
        (None, None | Some("")) => None,
        (Some(_), Some(config)) => Some(page(fields, "ref_url", config)?),
        _ => return Err(Error::bad("missing_field", "send both ref_url and ref_config, or neither")),
    };
    Ok(Request { after, before })
}

/// An address of the web: whoever captures it is not to read files or anything else of its own machine.
fn page(fields: &Fields, name: &str, config: &str) -> Result<Page> {
    let url = fields.url(name)?.unwrap_or_default();
    let parsed = url::Url::parse(&url).ok();
    if parsed.is_none_or(|parsed| !matches!(parsed.scheme(), "http" | "https")) {
        return Err(Error::bad(
            "bad_url",
            format!("{name} has to be an address that begins with http: or https:"),
        ));
    }
    Ok(Page { url, config: config.into() })
}

fn reported(fields: &Fields) -> Result<Report> {
    let reported = Reported {
        image: fields.file("image")?,
        log: fields.file("log")?,
        config: fields.file("config")?,
        ref_image: fields.file("ref_image")?,
        ref_log: fields.file("ref_log")?,
        ref_config: fields.file("ref_config")?,
        diff_image: fields.file("diff_image")?,
        diff_log: fields.file("diff_log")?,
        distortion: fields.fraction("distortion")?,
        run_failed: fields.is_set("run_failed"),
        diff_failed: fields.is_set("diff_failed"),
    };
    Ok(Report { fields: reported, url: fields.url("url")?, ref_url: fields.url("ref_url")? })
}
