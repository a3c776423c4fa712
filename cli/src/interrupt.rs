//! Being told to stop: Ctrl-C, or the signal that supervisors send.

use std::future::Future;
use std::io;

use tokio::signal;

/// How a process ends that was interrupted twice.
const INTERRUPTED: i32 = 130;

/// Ready when this process is told to stop for the first time. A second time ends it at once. To be called in a runtime,
/// before the work begins, so that no signal is missed.
#[cfg(unix)]
pub(crate) fn first() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(INTERRUPTED);
        });
    })
}

/// See above.
#[cfg(not(unix))]
pub(crate) fn first() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = signal::ctrl_c().await;
        tokio::spawn(async {
            let _ = signal::ctrl_c().await;
            std::process::exit(INTERRUPTED);
        });
    })
}
