//! A mail of the outbox.

use crate::app::App;
use crate::mail::{self, Mailer};
use crate::service::notify::Letter;
use crate::service::outbox::Failure;
use crate::store::entity::outbox::Model;

/// Writes and sends it.
pub(super) async fn send(app: &App, mailer: &Mailer, message: &Model) -> Result<(), Failure> {
    let letter: Letter = serde_json::from_value(message.payload.clone())
        .map_err(|error| Failure::for_good(format!("the message cannot be read: {error}")))?;
    let Some(written) = mail::write(app, letter).await? else {
        return Err(Failure::for_good("what it tells of is gone"));
    };
    // The number alone may be that of another server with the same name.
    let id = format!("{}.{}", message.id, message.created);
    mailer.send(&message.target, &id, app.now(), written).await
}
