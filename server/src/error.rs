//! What goes wrong, and how the interface says it: `application/problem+json` (RFC 9457) with a stable `code`.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use depicted::workflow::InvalidTransition;
use serde_json::json;

/// Why a request was not done. The message is for whoever sent it; an internal error is only logged.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Something about the request is wrong.
    #[error("{message}")]
    BadRequest { code: &'static str, message: String },
    /// Nobody is signed in, or no key was sent.
    #[error("{0}")]
    Unauthorized(String),
    /// It is known who asks, and they may not.
    #[error("{0}")]
    Forbidden(String),
    /// It is not there, or not for whoever asks.
    #[error("{0}")]
    NotFound(String),
    /// The state does not allow it.
    #[error("{message}")]
    Conflict { code: &'static str, message: String },
    /// The file is too large.
    #[error("{0}")]
    TooLarge(String),
    /// A fault of this server or of what it is built on.
    #[error("{0:#}")]
    Internal(anyhow::Error),
}

/// What most of the server returns.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self::BadRequest { code, message: message.into() }
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound(message.into())
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code of the interface.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::BadRequest { code, .. } | Self::Conflict { code, .. } => code,
            Self::Unauthorized(_) => "unauthorized",
            Self::Forbidden(_) => "forbidden",
            Self::NotFound(_) => "not_found",
            Self::TooLarge(_) => "too_large",
            Self::Internal(_) => "internal",
        }
    }

    /// What whoever asked may know.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Internal(error) => {
                tracing::error!("{error:#}");
                "the server failed; its log says why".into()
            }
            _ => self.to_string(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "code": self.code(),
            "detail": self.message(),
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, body.to_string()).into_response()
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Internal(anyhow::Error::new(error).context("the database"))
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        Self::Internal(anyhow::Error::new(error).context("the pictures"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(anyhow::Error::new(error))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(anyhow::Error::new(error))
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<InvalidTransition> for Error {
    fn from(refused: InvalidTransition) -> Self {
        Self::Conflict { code: refused.cause.code(), message: refused.to_string() }
    }
}
