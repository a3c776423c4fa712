//! What is answered: `{"success": true, …}`, or `{"error", "code"}` with a status.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::error::Error;

/// An answer, or what is in its way.
pub(super) type Answer = Result<Json<Value>, Refused>;

/// An error as clients of the original read it.
pub(super) struct Refused(Error);

/// Done: the fields of an object, and `success` beside them.
#[expect(clippy::unnecessary_wraps, reason = "it is the last line of every handler")]
pub(super) fn success(mut fields: Value) -> Answer {
    fields["success"] = true.into();
    Ok(Json(fields))
}

/// What a request names is not there. That is a fault of the request here; only builds, files and keys give 404.
pub(super) fn as_bad_request(error: Error) -> Error {
    match error {
        Error::NotFound(message) => Error::bad("not_found", message),
        other => other,
    }
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let (status, code) = (error.status(), error.code());
        let body = Json(json!({ "error": error.message(), "code": code }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"depicted\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
