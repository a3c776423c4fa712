//! `/api/*`, as clients of the original speak it.

mod files;
mod queues;
mod releases;
mod reports;
mod requests;
mod transcripts;

use crate::harness::Server;

/// Begins a release of a fresh build and gives the fields that name it, for a run `home`.
async fn begun(server: &Server) -> [(&'static str, String); 4] {
    let build = server.build("project", false).await;
    server.ok("create_release", &[("build_id", &build), ("release_name", "r"), ("url", "http://a/")]).await;
    let number = "1".to_owned();
    [
        ("build_id", build),
        ("release_name", "r".into()),
        ("release_number", number),
        ("run_name", "home".into()),
    ]
}

/// These fields, and others.
fn with<'a>(
    named: &'a [(&'static str, String); 4],
    others: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    named.iter().map(|(name, value)| (*name, &**value)).chain(others.iter().copied()).collect()
}
