//! What is around every route: an id, a line in the log, a count, limits, and an answer where a handler panics.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tracing::Instrument;

use crate::error::Error;
use crate::settings::Settings;

/// What a form takes beside the file in it.
const FORM: usize = 64 << 10;

/// The header that names a request: that of a proxy before us, or our own.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the layers around all routes.
pub(crate) fn around(routes: Router, settings: &Settings) -> Router {
    let limit = settings.max_upload.saturating_add(FORM);
    let patience = Duration::from_millis(settings.request_timeout_ms);
    routes.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::new(ID, MakeRequestUuid))
            .layer(PropagateRequestIdLayer::new(ID))
            .layer(middleware::from_fn(observe))
            .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
                Error::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
            }))
            .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, patience))
            .layer(RequestBodyLimitLayer::new(limit))
            .layer(DefaultBodyLimit::disable()),
    )
}

/// Counts and logs a request. What is logged is the path, never the query: that may hold a secret.
async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let id = request.headers().get(ID).and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let span = tracing::info_span!("request", id, %method, path);
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), start.elapsed());
    span.in_scope(|| match route.as_str() {
        "/healthz" | "/readyz" | "/metrics" => {
            tracing::debug!(status, ms = took.as_millis() as u64, "answered");
        }
        _ => tracing::info!(status, ms = took.as_millis() as u64, "answered"),
    });
    let method = match method {
        // Methods are words of the client's: only known ones become labels.
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH | Method::DELETE => {
            method.to_string()
        }
        _ => "other".into(),
    };
    metrics::counter!("depicted_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("depicted_request_seconds", "route" => route).record(took);
    response
}
