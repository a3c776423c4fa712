//! A call of the outbox.

use sea_orm::EntityTrait;

use crate::app::App;
use crate::error::Error;
use crate::hooks::{self, Caller};
use crate::service::notify::Facts;
use crate::service::outbox::Failure;
use crate::store::entity::outbox::Model;
use crate::store::entity::webhook;

/// Makes it; the status of the answer.
pub(super) async fn call(app: &App, caller: &Caller, message: &Model) -> Result<u16, Failure> {
    let id = message.webhook_id.unwrap_or_default();
    let hook = webhook::Entity::find_by_id(id).one(app.store.db()).await.map_err(Error::from)?;
    let Some(hook) = hook else { return Err(Failure::for_good("the webhook was removed")) };
    let facts: Facts = serde_json::from_value(message.payload.clone())
        .map_err(|error| Failure::for_good(format!("the message cannot be read: {error}")))?;
    let body = hooks::body(&app.public_url, &message.dedupe, &facts).to_string();
    let answer = caller.call(&hook, &message.dedupe, facts.event.name(), app.now(), body).await?;
    Ok(answer.as_u16())
}
