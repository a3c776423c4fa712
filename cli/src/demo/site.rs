//! The page that the demo captures, in two versions, and the site that has them.

use std::net::{Ipv4Addr, SocketAddr};

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::trouble::Trouble;

/// A page of a shop. The second version has another day, and a button of another colour.
#[derive(Clone, Copy, Template)]
#[template(path = "demo/product.html")]
pub(super) struct Product {
    button: &'static str,
    day: &'static str,
}

/// What was good.
pub(super) const BEFORE: Product = Product { button: "#2f6f4f", day: "Tuesday" };
/// What somebody changed.
pub(super) const AFTER: Product = Product { button: "#2f5f8f", day: "Thursday" };

/// A site that is served until it is dropped.
pub(super) struct Site {
    address: SocketAddr,
    task: AbortHandle,
}

impl Site {
    /// Serves both versions, on a free port of this machine.
    ///
    /// # Errors
    /// When there is no port.
    pub(super) async fn start() -> Result<Self, Trouble> {
        let cannot = |error| Trouble::io(format!("cannot serve the page of the demo: {error}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let page = |product: Product| async move {
            product.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
        };
        let router = Router::new()
            .route("/1.0/kettle", get(move || page(BEFORE)))
            .route("/1.1/kettle", get(move || page(AFTER)));
        let task = tokio::spawn(async move { axum::serve(listener, router).await }).abort_handle();
        Ok(Self { address, task })
    }

    /// Where the page of a version is.
    pub(super) fn page(&self, version: &str) -> String {
        format!("http://{}/{version}/kettle", self.address)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}
