//! `depicted serve`.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::blob::Blobs;
use crate::migrations::{self, runner, start};
use crate::settings::Settings;
use crate::store::connect;
use crate::{api, clock, jobs, ops, setup, web};

/// Runs a server until `stop` is ready, then lets requests and jobs end. `told` gets what people are to read.
///
/// # Errors
/// When it cannot start: the database, the folder or the address cannot be used.
pub async fn serve(
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
    mut told: impl FnMut(&str) + Send,
) -> Result<()> {
    settings.check()?;
    ops::metrics::start();
    std::fs::create_dir_all(&settings.place.data)
        .with_context(|| format!("cannot make the folder {}", settings.place.data.display()))?;
    let url = settings.place.database_url();
    start::ready(&url, migrations::ALL, clock::system(), runner::WAIT, &mut told).await?;
    let store = connect::connect(&url).await?;
    let blobs = Blobs::open(&settings.place.blobs_url())?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = listener.local_addr()?;
    let public_url = settings.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let app = App::new(settings, store, blobs, clock::system(), public_url.trim_end_matches('/').to_owned());
    if app.settings.no_auth {
        told("warning: everybody who reaches this address may do everything (--no-auth)");
    }
    if let Some(first) = setup::first(&app).await? {
        told(&format!(
            "first start; this is shown once:\n  user      admin\n  password  {}\n  API key   {}\n  secret    {}",
            first.password, first.key.key.id, first.key.secret
        ));
    }
    let (tasks, stopping) = (TaskTracker::new(), CancellationToken::new());
    jobs::start(&app, &tasks, &stopping, &mut told);
    told(&format!("listening on {}", app.public_url));
    let patience = Duration::from_millis(app.settings.stop_timeout_ms);
    let told_to_stop = stopping.clone();
    tokio::spawn(async move {
        stop.await;
        told_to_stop.cancel();
    });
    let served = axum::serve(listener, router(app).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stopping.clone().cancelled_owned());
    let late = async {
        stopping.cancelled().await;
        tokio::time::sleep(patience).await;
    };
    // Whoever only watches a page would keep its connection open for ever.
    let served = tokio::select! {
        served = served => served,
        () = late => Ok(()),
    };
    stopping.cancel();
    tasks.close();
    if tokio::time::timeout(patience, tasks.wait()).await.is_err() {
        tracing::warn!("a job did not end within {patience:?}; its lease runs out by itself");
    }
    Ok(served?)
}

/// Every route.
fn router(app: App) -> Router {
    let settings = app.settings.clone();
    let routes =
        Router::new().merge(api::routes()).merge(web::routes(&app)).merge(ops::routes()).with_state(app);
    ops::layers::around(routes, &settings)
}
