//! What every operation may be answered in place of what it is for, described once.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// The answers of an operation that reads.
pub(super) struct Refused;

/// The answers of an operation that changes something, or takes a body.
pub(super) struct RefusedChange;

const READS: [(&str, &str); 4] = [
    ("400", "Something about the request is wrong."),
    ("401", "Nobody is signed in, and no API key was sent."),
    ("403", "The API key is not good, or whoever asks may not do this."),
    ("404", "It is not there, or not for whoever asks."),
];

const CHANGES: [(&str, &str); 2] =
    [("409", "The state does not allow it."), ("413", "The body is too large.")];

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&READS)
    }
}

impl IntoResponses for RefusedChange {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[&READS[..], &CHANGES[..]].concat())
    }
}

fn problems(all: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let problem = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let describe = |&(status, words): &(&str, &str)| {
        let answer = ResponseBuilder::new().description(words);
        (status.to_owned(), answer.content("application/problem+json", problem()).build().into())
    };
    all.iter().map(describe).collect()
}
