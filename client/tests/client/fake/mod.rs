//! A server in memory that speaks as much of the interface as a client hears: for tests of clients, here and elsewhere.
//!
//! Its states are the real ones; its pictures are texts, and two differ where their bytes do.

#![allow(dead_code, reason = "each binary of tests uses a part of it")]

mod handlers;
mod state;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

pub(crate) use state::State;

/// A server that ends with the test.
pub(crate) struct Fake {
    state: Arc<Mutex<State>>,
    address: SocketAddr,
    /// Dropping it ends the server.
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Fake {
    /// A server on a port of its own.
    pub(crate) fn start() -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        state.lock().unwrap().address = format!("http://{address}");
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let router = handlers::router(Arc::clone(&state));
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let until = async {
                    let _ = stopped.await;
                };
                tokio::select! {
                    served = axum::serve(listener, router) => served.unwrap(),
                    () = until => {}
                }
            });
        });
        Self { state, address, _stop: stop }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it knows, to be looked at and changed.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}
