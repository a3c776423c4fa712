//! `/metrics`, for Prometheus.

use std::sync::OnceLock;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use metrics::{describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::app::App;
use crate::error::Result;
use crate::store::entity::task::{self, Column};

/// Seconds, from a quick answer to a slow comparison.
const SECONDS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// What this process has counted. There is one recorder a process, whatever the number of servers in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts to count.
pub(crate) fn start() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
            .and_then(PrometheusBuilder::install_recorder);
        let handle = builder.inspect_err(|error| tracing::warn!("nothing is counted: {error}")).ok()?;
        describe_counter!("depicted_requests_total", "Requests, by route and status.");
        describe_histogram!("depicted_request_seconds", "Time until an answer began, by route.");
        describe_gauge!(
            "depicted_queue_tasks",
            "Live tasks, by queue and by whether somebody holds a lease."
        );
        describe_gauge!("depicted_queue_age_seconds", "How long the longest due task of a queue has waited.");
        describe_counter!("depicted_leases_total", "Leases, by queue and by what became of them.");
        describe_histogram!("depicted_diff_seconds", "Time of a comparison.");
        describe_counter!("depicted_diffs_total", "Comparisons that this process was told of, by outcome.");
        describe_histogram!(
            "depicted_capture_seconds",
            "Time of a capture that made a picture, in this process."
        );
        describe_counter!("depicted_captures_total", "Captures that this process was told of, by outcome.");
        describe_counter!(
            "depicted_bytes_total",
            "Bytes of files, read for and written by the work of this process."
        );
        Some(handle)
    });
}

/// The counts of this process, and the queues as the database has them.
pub(super) async fn scrape(State(app): State<App>) -> Result<impl IntoResponse> {
    queues(&app).await?;
    let text = RECORDER.get().and_then(Option::as_ref).map(|handle| {
        handle.run_upkeep();
        handle.render()
    });
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text.unwrap_or_default()))
}

/// One query, however many tasks there are.
async fn queues(app: &App) -> Result<()> {
    let rows: Vec<(String, i64, i64, i64)> = task::Entity::find()
        .select_only()
        .column(Column::Queue)
        .column_as(Column::Id.count(), "live")
        .column_as(Column::LeaseMs.count(), "leased")
        .column_as(Column::Eta.min(), "oldest")
        .filter(Column::Status.eq("live"))
        .group_by(Column::Queue)
        .into_tuple()
        .all(app.store.db())
        .await?;
    let now = app.now().0;
    let known = crate::jobs::QUEUES.iter().filter(|queue| rows.iter().all(|row| row.0 != **queue));
    let empty = known.map(|queue| ((*queue).to_owned(), 0, 0, now)).collect::<Vec<_>>();
    for (queue, live, leased, oldest) in rows.into_iter().chain(empty) {
        let waited = now.saturating_sub(oldest).max(0);
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and these are counts")]
        let (leased, waiting, waited) = (leased as f64, (live - leased) as f64, waited as f64 / 1000.0);
        gauge!("depicted_queue_tasks", "queue" => queue.clone(), "state" => "leased").set(leased);
        gauge!("depicted_queue_tasks", "queue" => queue.clone(), "state" => "waiting").set(waiting);
        gauge!("depicted_queue_age_seconds", "queue" => queue).set(waited);
    }
    Ok(())
}
