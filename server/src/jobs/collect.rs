//! Removes now and then what nobody needs any more, as `depicted gc` does.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::gc::{Options, collect};

/// Removes what `options` say, again and again, for the first time after one pause. Where several servers do so at once,
/// one of them finds less.
pub(super) async fn run(app: App, every: Duration, options: Options, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            () = stop.cancelled() => return,
        }
        match collect(&app.store, &app.blobs, app.now(), options).await {
            Ok(removed) => tracing::info!("removed {removed}"),
            Err(error) => tracing::warn!("cannot remove what nobody needs: {error}"),
        }
    }
}
