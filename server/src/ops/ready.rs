//! `/readyz`: whether the database and the place of the pictures answer.

use std::fmt::Write;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// How long each may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// 200 where everything answers, or 503 and what does not. Why is in the log only: it may name hosts.
pub(super) async fn ready(State(app): State<App>) -> (StatusCode, String) {
    let database = tokio::time::timeout(PATIENCE, app.store.db().ping()).await;
    let pictures = tokio::time::timeout(PATIENCE, app.blobs.probe()).await;
    let mut told = String::new();
    let mut all = true;
    for (what, works) in
        [("database", works("database", database)), ("pictures", works("pictures", pictures))]
    {
        all &= works;
        let _ = writeln!(told, "{what}: {}", if works { "ok" } else { "does not answer" });
    }
    (if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, told)
}

fn works<E: std::fmt::Display>(
    what: &str,
    answer: Result<Result<(), E>, tokio::time::error::Elapsed>,
) -> bool {
    match answer {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::warn!("not ready: {what}: {error:#}");
            false
        }
        Err(_) => {
            tracing::warn!("not ready: {what}: no answer within {PATIENCE:?}");
            false
        }
    }
}
