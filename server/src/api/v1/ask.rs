//! What is asked: the parts of an address, its query, and a body of text. What cannot be read is a problem like any other.

use axum::body::to_bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::app::App;
use crate::error::{Error, Result};

/// The most bytes of a body, where nothing else is said.
const MAX_BODY: usize = 1 << 20;

/// The parts of an address.
pub(super) struct Path<T>(pub(super) T);

/// The query of an address.
pub(super) struct Query<T>(pub(super) T);

/// A body, as text of so many bytes at most.
pub(super) struct Body<const MOST: usize = MAX_BODY>(pub(super) String);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(head: &mut Parts, app: &App) -> Result<Self> {
        let bad = |why: PathRejection| Error::bad("bad_path", format!("the address: {}", why.body_text()));
        refuse_nul(head.uri.path(), "%00", "the address")?;
        let axum::extract::Path(read) =
            axum::extract::Path::from_request_parts(head, app).await.map_err(bad)?;
        Ok(Self(read))
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(head: &mut Parts, app: &App) -> Result<Self> {
        let bad = |why: QueryRejection| Error::bad("bad_query", format!("the query: {}", why.body_text()));
        refuse_nul(head.uri.query().unwrap_or_default(), "%00", "the query")?;
        let axum::extract::Query(read) =
            axum::extract::Query::from_request_parts(head, app).await.map_err(bad)?;
        Ok(Self(read))
    }
}

impl<const MOST: usize> FromRequest<App> for Body<MOST> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self> {
        let read = to_bytes(request.into_body(), MOST).await;
        let bytes = read.map_err(|_| Error::TooLarge(format!("the body has more than {MOST} bytes")))?;
        let text =
            String::from_utf8(bytes.into()).map_err(|_| Error::bad("bad_body", "the body is not UTF-8"))?;
        refuse_nul(&text, "\\u0000", "the body")?;
        Ok(Self(text))
    }
}

/// Reads a number of a query that has to lie between two bounds.
pub(super) fn within<'de, D: Deserializer<'de>, const LEAST: u64, const MOST: u64>(
    text: D,
) -> Result<Option<u64>, D::Error> {
    let number = u64::deserialize(text)?;
    if !(LEAST..=MOST).contains(&number) {
        return Err(D::Error::custom(format!("{number} is out of range: {LEAST} to {MOST}")));
    }
    Ok(Some(number))
}

/// No database of the three keeps this character in all of its texts.
fn refuse_nul(text: &str, written: &str, what: &str) -> Result<()> {
    if text.contains(written) {
        return Err(Error::bad(
            "bad_text",
            format!("{what} holds the character NUL ({written}), which no name has"),
        ));
    }
    Ok(())
}
