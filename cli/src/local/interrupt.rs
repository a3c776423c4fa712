//! Ctrl-C and its like: told to everybody who waits, so that what was started is ended before the process is.

use tokio::sync::watch;

/// Whether the user wants an end.
#[derive(Clone)]
pub(super) struct Interrupt(watch::Receiver<bool>);

impl Interrupt {
    /// Begins to listen. Needs a runtime.
    pub(super) fn listen() -> Self {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            signal().await;
            let _ = sender.send(true);
            // Those who wait still have to be told, so the sender stays.
            std::future::pending::<()>().await;
        });
        Self(receiver)
    }

    /// Waits for it.
    pub(super) async fn happened(&self) {
        if self.0.clone().wait_for(|happened| *happened).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Whether it has happened.
    pub(super) fn is_on(&self) -> bool {
        *self.0.borrow()
    }
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let [interrupt, terminate, hang_up] =
        [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()].map(signal);
    let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hang_up)) = (interrupt, terminate, hang_up) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
