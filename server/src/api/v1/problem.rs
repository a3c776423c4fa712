//! How `/api/v1` says what is wrong; [`Error`](crate::error::Error) writes it.

use serde::Serialize;
use utoipa::ToSchema;

/// A problem (RFC 9457), as `application/problem+json`.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`.
    r#type: String,
    /// The status in words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// A stable name of what is wrong.
    code: String,
    /// What is wrong, for people.
    detail: String,
}
