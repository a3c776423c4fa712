//! Delivers what is in the outbox: mail where a mail server is set, and calls of webhooks.

mod hook;
mod mail;
#[cfg(test)]
mod tests;

use std::time::Duration;

use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::hooks::Caller;
use crate::mail::Mailer;
use crate::service::outbox::{self, Failure, Kind};
use crate::store::entity::outbox::Model;

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(1);

/// A way out.
pub(super) enum Way {
    Mail(Box<Mailer>),
    Webhook(Caller),
}

impl Way {
    fn kind(&self) -> Kind {
        match self {
            Self::Mail(_) => Kind::Mail,
            Self::Webhook(_) => Kind::Webhook,
        }
    }

    /// Tries once; the status of the answer where there is one.
    async fn attempt(&self, app: &App, message: &Model) -> Result<Option<u16>, Failure> {
        match self {
            Self::Mail(mailer) => mail::send(app, mailer, message).await.map(|()| None),
            Self::Webhook(caller) => hook::call(app, caller, message).await.map(Some),
        }
    }
}

/// The ways out that the settings open. What cannot be set up is logged, and its messages wait.
pub(super) fn ways(app: &App) -> Vec<Way> {
    let mail = Mailer::new(&app.settings).unwrap_or_else(|error| {
        tracing::error!("mail: {error:#}");
        None
    });
    let hooks = Caller::new(app.settings.webhook_private)
        .inspect_err(|error| tracing::error!("webhooks: {error:#}"))
        .ok();
    mail.map(Box::new).map(Way::Mail).into_iter().chain(hooks.map(Way::Webhook)).collect()
}

/// Delivers by one way until it is told to stop. Any number of servers may do so at once.
pub(super) async fn run(app: App, way: Way, stop: CancellationToken) {
    loop {
        let worked = tokio::select! {
            worked = deliver(&app, &way) => worked,
            () = stop.cancelled() => return,
        };
        match worked {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!("cannot look for messages: {error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Tries what is due, all at once; how many that were.
pub(super) async fn deliver(app: &App, way: &Way) -> crate::error::Result<usize> {
    let leased = outbox::lease(app, way.kind()).await?;
    join_all(leased.iter().map(|message| one(app, way, message))).await;
    Ok(leased.len())
}

async fn one(app: &App, way: &Way, message: &Model) {
    let (kind, id) = (way.kind().name(), message.id);
    let (outcome, kept) = match way.attempt(app, message).await {
        Ok(answer) => ("delivered", outbox::delivered(app, message, answer).await),
        Err(failure) => {
            tracing::warn!(
                kind,
                id,
                attempt = message.attempts,
                "a message did not arrive: {}",
                failure.message
            );
            ("failed", outbox::failed(app, message, failure).await)
        }
    };
    metrics::counter!("depicted_messages_total", "kind" => kind, "outcome" => outcome).increment(1);
    if let Err(error) = kept {
        tracing::warn!(kind, id, "what became of a message could not be kept: {error}");
    }
}
