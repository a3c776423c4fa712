//! The endpoints.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use depicted::workflow::{ArtifactId, Evidence, ReleaseEvent, ReleaseStatus, Reported, RunStatus};
use serde_json::{Value, json};

use super::state::{Call, FakeRelease, Form, State};

type Shared = Arc<Mutex<State>>;

pub(super) fn router(state: Shared) -> Router {
    Router::new()
        .route("/api/upload", post(upload))
        .route("/api/download", get(download))
        .route("/api/{endpoint}", post(endpoint))
        .route("/api/work_queue/{queue}/{endpoint}", post(work_queue))
        .route("/api/v1/builds/{build}/releases/{name}/{number}", get(release))
        .route("/api/v1/builds/{build}/releases/{name}/{number}/runs", get(runs))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&state), guard))
        .with_state(state)
}

fn lock(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap()
}

/// Notes every request, and refuses those that are to be refused.
async fn guard(Extract(state): Extract<Shared>, request: Request, next: Next) -> Response {
    let authorization = request.headers().get(header::AUTHORIZATION);
    let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
    let endpoint = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let (parts, body) = request.into_parts();
    let (form, body) = if is_form {
        let bytes = axum::body::to_bytes(body, 16 << 20).await.unwrap();
        let request = Request::from_parts(parts.clone(), bytes.clone().into());
        let form =
            axum::Form::<Form>::from_request(request, &()).await.map(|form| form.0).unwrap_or_default();
        (form, bytes.into())
    } else {
        (Form::new(), body)
    };
    let answer = {
        let mut state = lock(&state);
        state.calls.push(Call { endpoint, form, authorization: authorization.clone() });
        match &state.authorization {
            Some(wanted) if authorization.as_ref() != Some(wanted) => {
                Some(refusal(StatusCode::FORBIDDEN, "the key is unknown, or its secret is wrong"))
            }
            _ => state.answers.pop_front().map(|(status, body)| {
                (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, "application/json")], body)
                    .into_response()
            }),
        }
    };
    match answer {
        Some(answer) => answer,
        None => next.run(Request::from_parts(parts, body)).await,
    }
}

fn refusal(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "error": text, "code": "refused" }))).into_response()
}

async fn endpoint(
    Extract(state): Extract<Shared>,
    Path(endpoint): Path<String>,
    axum::Form(form): axum::Form<Form>,
) -> Response {
    let mut state = lock(&state);
    let answered = match endpoint.as_str() {
        "create_release" => create_release(&mut state, &form),
        "find_run" => find_run(&state, &form),
        "request_run" => request_run(&mut state, &form),
        "report_run" => report_run(&mut state, &form),
        "runs_done" => runs_done(&mut state, &form),
        _ => None,
    };
    match answered {
        Some(answer) => Json(answer).into_response(),
        None => refusal(StatusCode::BAD_REQUEST, &format!("{endpoint}: something is missing or not found")),
    }
}

fn create_release(state: &mut State, form: &Form) -> Option<Value> {
    let (name, url) = (form.get("release_name")?, form.get("url")?);
    let number = state.create(name, url);
    Some(
        json!({ "success": true, "build_id": 1, "release_name": name, "release_number": number, "url": url }),
    )
}

fn find_run(state: &State, form: &Form) -> Option<Value> {
    let (release, run) = state.baseline(form.get("run_name")?)?;
    Some(json!({
        "success": true, "build_id": 1, "release_name": release.name, "release_number": release.number,
        "run_name": form["run_name"], "url": run.fields.get("url"), "image": run.run.after.image(),
        "log": run.fields.get("log"), "config": run.fields.get("config"),
    }))
}

fn request_run(state: &mut State, form: &Form) -> Option<Value> {
    let (name, url) = (form.get("run_name")?, form.get("url")?);
    let before = form.get("ref_url");
    if before.is_some() != form.contains_key("ref_config") {
        return None;
    }
    let after_image = state.capture(url);
    let before_image = match before {
        Some(url) => Some(state.capture(url)),
        None => state.baseline(name).and_then(|(_, run)| run.run.after.image()),
    };
    let config = state.keep(form.get("config")?.clone().into_bytes());
    let run = state.release(form)?.runs.entry(name.clone()).or_default();
    run.fields.extend(form.clone());
    run.run.inherit(before_image);
    run.run.learn(Evidence::captured(depicted::Side::After, after_image)).ok()?;
    run.settle();
    Some(json!({ "success": true, "run_name": name, "url": url, "config": config, "ref_url": before }))
}

fn report_run(state: &mut State, form: &Form) -> Option<Value> {
    let id = |name: &str| form.get(name).map(|id| ArtifactId::parse(id).unwrap());
    let reported = Reported {
        image: id("image"),
        log: id("log"),
        ref_image: id("ref_image"),
        ref_log: id("ref_log"),
        run_failed: form.contains_key("run_failed"),
        ..Reported::default()
    };
    let known = [reported.image, reported.log, reported.ref_image, reported.ref_log];
    if known.into_iter().flatten().any(|id| !state.files.contains_key(&id)) {
        return None;
    }
    let run = state.release(form)?.runs.entry(form.get("run_name")?.clone()).or_default();
    run.fields.extend(form.clone());
    for evidence in reported.evidence() {
        run.run.learn(evidence).ok()?;
    }
    run.settle();
    Some(json!({ "success": true }))
}

fn runs_done(state: &mut State, form: &Form) -> Option<Value> {
    let address = state.address.clone();
    let release = state.release(form)?;
    release.status = release.status.after(ReleaseEvent::RunsDone).ok()?;
    let url = format!("{address}/release?id=1&name={}&number={}", release.name, release.number);
    Some(json!({ "success": true, "results_url": url }))
}

async fn upload(Extract(state): Extract<Shared>, mut form: Multipart) -> Response {
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.unwrap() {
        if field.file_name().is_some() {
            files.push(field.bytes().await.unwrap());
        }
    }
    let [file] = files.as_slice() else { return refusal(StatusCode::BAD_REQUEST, "give exactly one file") };
    let id = lock(&state).keep(file.to_vec());
    Json(json!({ "success": true, "build_id": 1, "sha1sum": id, "content_type": "image/png" }))
        .into_response()
}

async fn download(Extract(state): Extract<Shared>, Query(query): Query<Form>) -> Response {
    let id = query.get("sha1sum").and_then(|id| ArtifactId::parse(id).ok());
    match id.and_then(|id| lock(&state).files.get(&id).cloned()) {
        Some(bytes) => Bytes::from(bytes).into_response(),
        None => refusal(StatusCode::NOT_FOUND, "there is no such file"),
    }
}

async fn work_queue(
    Extract(state): Extract<Shared>,
    Path((queue, endpoint)): Path<(String, String)>,
    axum::Form(form): axum::Form<Form>,
) -> Response {
    let mut state = lock(&state);
    match endpoint.as_str() {
        "add" => {
            let id = form.get("task_id").cloned().unwrap_or_else(|| "made up".into());
            state.tasks.push_back((id.clone(), form["payload"].clone()));
            Json(json!({ "task_id": id })).into_response()
        }
        "lease" => {
            let count: usize = form["count"].parse().unwrap();
            let count = count.min(state.tasks.len());
            let task = |(id, payload): (String, String)| {
                let payload: Value = serde_json::from_str(&payload).unwrap();
                json!({ "task_id": id, "queue_name": queue, "payload": payload, "lease_attempts": 1,
                    "content_type": "application/json", "eta": 1.5, "source": null })
            };
            let tasks: Vec<Value> = state.tasks.drain(..count).map(task).collect();
            Json(json!({ "tasks": tasks })).into_response()
        }
        _ => Json(json!({ "success": true })).into_response(),
    }
}

fn find<'a>(state: &'a mut State, name: &str, number: i64) -> Option<&'a mut FakeRelease> {
    state.releases.iter_mut().find(|release| release.name == name && release.number == number)
}

fn problem() -> Response {
    let body = json!({ "type": "about:blank", "title": "Not found", "status": 404,
        "detail": "there is no such release", "code": "release_not_found" });
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string())
        .into_response()
}

async fn release(
    Extract(state): Extract<Shared>,
    Path((build, name, number)): Path<(i64, String, i64)>,
    _headers: HeaderMap,
) -> Response {
    let mut state = lock(&state);
    let settled = state.slow == 0;
    state.slow = state.slow.saturating_sub(1);
    let address = state.address.clone();
    let Some(release) = find(&mut state, &name, number) else { return problem() };
    if settled && release.status == ReleaseStatus::Processing {
        release.status = release.status.after(ReleaseEvent::Settled).unwrap();
    }
    let counts = release.counts();
    Json(json!({
        "build_id": build, "name": name, "number": number, "status": release.status, "url": release.url,
        "results_url": address, "counts": counts, "summary": counts.summary(), "tested": counts.tested(),
    }))
    .into_response()
}

async fn runs(
    Extract(state): Extract<Shared>,
    Path((_, name, number)): Path<(i64, String, i64)>,
    Query(page): Query<Form>,
) -> Response {
    let mut state = lock(&state);
    let Some(release) = find(&mut state, &name, number) else { return problem() };
    // A server has a limit of its own.
    let (offset, limit): (usize, usize) = (page["offset"].parse().unwrap(), page["limit"].parse().unwrap());
    let items = release.runs.iter().enumerate().skip(offset).take(limit.min(50));
    let item = |(id, (name, run)): (usize, (&String, &super::state::FakeRun))| {
        let status: RunStatus = run.run.status();
        json!({ "id": id, "name": name, "status": status, "distortion": run.run.diff.distortion(),
            "url": run.fields.get("url") })
    };
    let items: Vec<Value> = items.map(item).collect();
    Json(json!({ "items": items, "total": release.runs.len() })).into_response()
}
