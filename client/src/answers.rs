//! Answers of a server: read up to a limit, and what they say when they refuse.

use reqwest::{Response, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{ErrorKind, chain};

/// The most bytes of an answer that is JSON.
const LIMIT: usize = 16 << 20;
/// The most letters of a refusal that are told.
const TOLD: usize = 500;

/// The most bytes of an answer that is JSON; a longer one is refused.
pub fn limit_of_answers() -> usize {
    LIMIT
}

/// Both forms of a refusal: `{"error", "code"}`, and problem+json.
#[derive(Default, Deserialize)]
struct Refusal {
    error: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    code: Option<String>,
}

/// Reads an answer that succeeded, or says how it was refused.
pub(crate) async fn json<T: DeserializeOwned>(response: Response) -> Result<T, ErrorKind> {
    let response = succeeded(response).await?;
    let body = body(response).await?;
    serde_json::from_slice(&body).map_err(|error| ErrorKind::Answer(error.to_string()))
}

/// Passes on an answer that succeeded.
pub(crate) async fn succeeded(response: Response) -> Result<Response, ErrorKind> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    if status.is_redirection() {
        let to =
            response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
        return Err(ErrorKind::Answer(format!("it redirects to {to:?}: give the server's own address")));
    }
    let body = body(response).await.unwrap_or_default();
    Err(refusal(status, &body))
}

fn refusal(status: StatusCode, body: &[u8]) -> ErrorKind {
    let said = serde_json::from_slice::<Refusal>(body).unwrap_or_default();
    let text = said.error.or(said.detail).or(said.title).or_else(|| plain(body));
    let text = text.unwrap_or_else(|| status.canonical_reason().unwrap_or("no reason given").to_owned());
    // What somebody else wrote goes to a terminal as one line.
    let text: String = text.chars().filter(|c| !c.is_control()).take(TOLD).collect();
    ErrorKind::Refused { status: status.as_u16(), code: said.code, text }
}

/// A short text that is no page.
fn plain(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    (!text.is_empty() && !text.starts_with(['<', '{', '[']) && text.len() < TOLD).then(|| text.to_owned())
}

async fn body(mut response: Response) -> Result<Vec<u8>, ErrorKind> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| ErrorKind::Connection(chain(error)))? {
        if body.len() + chunk.len() > LIMIT {
            return Err(ErrorKind::Answer(format!("it is longer than {LIMIT} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_the_servers_words() {
        for (body, text, code) in [
            (r#"{"error": "no such run", "code": "run_not_found"}"#, "no such run", Some("run_not_found")),
            (r#"{"title": "Not found", "detail": "build 7", "status": 404}"#, "build 7", None),
            ("Unauthorized\n", "Unauthorized", None),
            ("<html>oops</html>", "Not Found", None),
            ("", "Not Found", None),
            ("{\"error\": \"a\\u001b[31m\\nb\"}", "a[31mb", None),
        ] {
            let ErrorKind::Refused { status, code: found, text: said } =
                refusal(StatusCode::NOT_FOUND, body.as_bytes())
            else {
                panic!("{body}");
            };
            assert_eq!((status, said.as_str(), found.as_deref()), (404, text, code), "{body}");
        }
    }
}
