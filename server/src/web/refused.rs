//! Refusals as pages that help: sign in, go back, or see what changed meanwhile.

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::layout::{self, Layout};
use super::link;
use crate::app::App;
use crate::auth::{Actor, session};

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    layout: Layout,
    status: u16,
    heading: &'static str,
    message: String,
    sign_in: Option<String>,
    again: Option<String>,
}

/// Turns every refusal below into a page, and refuses forms that another site sends.
pub(crate) async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let target = request.uri().path_and_query().map_or("/".into(), ToString::to_string);
    let foreign = !matches!(method, Method::GET | Method::HEAD) && is_foreign(&headers, &app.public_url);
    let response = if foreign {
        (StatusCode::FORBIDDEN, "this form was sent from another site").into_response()
    } else {
        next.run(request).await
    };
    let status = response.status();
    // Programs are told in their own words.
    if target.starts_with("/api/") && !target.starts_with("/api/work_queue") {
        return response;
    }
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    // A page that says itself what is wrong, such as a form with a note.
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let Ok(actor) = session::by_cookie(&app, &headers).await else { return response };
    let is_get = matches!(method, Method::GET | Method::HEAD);
    if status == StatusCode::UNAUTHORIZED && is_get {
        return Redirect::to(&link::sign_in(&target)).into_response();
    }
    let body = to_bytes(response.into_body(), 64 << 10).await.unwrap_or_default();
    let message = match serde_json::from_slice::<Value>(&body) {
        Ok(problem) => problem["detail"].as_str().unwrap_or_default().to_owned(),
        Err(_) => String::from_utf8_lossy(&body).into_owned(),
    };
    // What belongs on the screen again after a form: the page it was sent from.
    let from = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let again = from.and_then(|from| from.strip_prefix(&app.public_url)).filter(|path| link::is_local(path));
    let page = Refused {
        status: status.as_u16(),
        heading: heading(status),
        message,
        sign_in: matches!(actor, Actor::Anonymous).then(|| link::sign_in(if is_get { &target } else { "/" })),
        again: again.filter(|_| !is_get).map(ToOwned::to_owned),
        layout: Layout::new(heading(status), &actor),
    };
    match layout::html(&page) {
        Ok(page) => (status, page).into_response(),
        Err(error) => error.into_response(),
    }
}

fn heading(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            "That cannot be done as it was asked for"
        }
        StatusCode::UNAUTHORIZED => "Sign in first",
        StatusCode::FORBIDDEN => "You may not do this",
        StatusCode::NOT_FOUND => "There is no such page",
        StatusCode::METHOD_NOT_ALLOWED => "This address is not for that",
        StatusCode::CONFLICT => "Something changed meanwhile",
        StatusCode::PAYLOAD_TOO_LARGE => "That is too large",
        StatusCode::TOO_MANY_REQUESTS => "Too many attempts",
        _ => "The server failed",
    }
}

/// Whether a browser says that the form is of another origin.
fn is_foreign(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host = origin.split_once("://").map(|(_, host)| host);
    origin != public_url && (host.is_none() || host != text(header::HOST))
}
