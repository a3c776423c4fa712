//! What every page tells the browser: what it may load, that nobody may frame it, and that types are not guessed.

use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Scripts, styles and pictures come from here alone, and nothing is inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A file that somebody uploaded may do nothing, even when it is opened by itself.
pub(crate) const SANDBOX: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// Adds what a handler did not set itself.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    unless_set(headers, header::CONTENT_SECURITY_POLICY, POLICY);
    unless_set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    unless_set(headers, header::X_FRAME_OPTIONS, "DENY");
    unless_set(headers, header::REFERRER_POLICY, "same-origin");
    unless_set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    unless_set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    unless_set(headers, header::CACHE_CONTROL, "no-store");
    response
}

fn unless_set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
