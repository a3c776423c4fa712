//! Being told to stop: Ctrl-C, or a signal that supervisors and terminals send. It is told to everybody who waits, so that
//! what was started is ended before the process is.

use std::io;

use tokio::sync::watch;

use crate::trouble::Trouble;

/// How a process ends that was interrupted twice.
#[cfg(feature = "server")]
const INTERRUPTED: i32 = 130;

/// Whether the user wants an end, and how often that was said.
#[derive(Clone)]
pub(crate) struct Interrupt(watch::Receiver<u32>);

impl Interrupt {
    /// Begins to listen to Ctrl-C and to supervisors. Needs a runtime. To be called before the work begins, so that no
    /// signal is missed.
    ///
    /// # Errors
    /// When the system lets nobody listen.
    #[cfg(feature = "server")]
    pub(crate) fn listen() -> Result<Self, Trouble> {
        count(false).map_err(|error| cannot_listen(&error))
    }

    /// Begins to listen to Ctrl-C, to supervisors and to the end of the terminal: for what starts programs that would
    /// outlive this one.
    ///
    /// # Errors
    /// When the system lets nobody listen.
    #[cfg(feature = "capture")]
    pub(crate) fn listen_to_terminal() -> Result<Self, Trouble> {
        count(true).map_err(|error| cannot_listen(&error))
    }

    /// Waits for it.
    pub(crate) async fn happened(&self) {
        self.times(1).await;
    }

    /// Whether it has happened.
    #[cfg(feature = "capture")]
    pub(crate) fn is_on(&self) -> bool {
        *self.0.borrow() > 0
    }

    async fn times(&self, times: u32) {
        if self.0.clone().wait_for(|count| *count >= times).await.is_err() {
            // The runtime ends, and whoever waits with it.
            std::future::pending::<()>().await;
        }
    }
}

/// Ready when this process is told to stop for the first time. A second time ends it at once. To be called in a runtime,
/// before the work begins. The end of the terminal is left to the system, since a server may outlive it.
///
/// # Errors
/// When the system lets nobody listen.
#[cfg(feature = "server")]
pub(crate) fn first() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let interrupt = count(false)?;
    Ok(async move {
        interrupt.happened().await;
        tokio::spawn(async move {
            interrupt.times(2).await;
            std::process::exit(INTERRUPTED);
        });
    })
}

fn cannot_listen(error: &io::Error) -> Trouble {
    Trouble::io(format!("cannot listen for signals: {error}"))
}

#[cfg(unix)]
fn count(terminal: bool) -> io::Result<Interrupt> {
    use tokio::signal::unix::{SignalKind, signal};
    let sender = watch::Sender::new(0);
    let kinds = [SignalKind::interrupt(), SignalKind::terminate()].into_iter();
    for kind in kinds.chain(terminal.then(SignalKind::hangup)) {
        let (mut signal, sender) = (signal(kind)?, sender.clone());
        tokio::spawn(async move {
            while signal.recv().await.is_some() {
                sender.send_modify(|count| *count += 1);
            }
        });
    }
    Ok(Interrupt(sender.subscribe()))
}

#[cfg(not(unix))]
fn count(_terminal: bool) -> io::Result<Interrupt> {
    let sender = watch::Sender::new(0);
    let receiver = sender.subscribe();
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            sender.send_modify(|count| *count += 1);
        }
    });
    Ok(Interrupt(receiver))
}
