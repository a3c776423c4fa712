//! The log of what was done, by people, keys and the server itself.

use depicted::workflow::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::auth::Actor;
use crate::error::Result;
use crate::store::entity::audit;

/// What an entry is about, from the build down.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    pub(crate) build: Option<i64>,
    pub(crate) release: Option<i64>,
    pub(crate) run: Option<i64>,
}

/// Writes an entry; `action` is a name such as `created_build`, `release_good`, `run_approved`.
pub(crate) async fn record(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    about: About,
    action: &str,
    message: impl Into<String>,
) -> Result<()> {
    entry(now, actor, about, action, message).insert(tx).await?;
    Ok(())
}

/// An entry, as it is written.
pub(crate) fn entry(
    now: Timestamp,
    actor: &Actor,
    about: About,
    action: &str,
    message: impl Into<String>,
) -> audit::ActiveModel {
    audit::ActiveModel {
        build_id: Set(about.build),
        release_id: Set(about.release),
        run_id: Set(about.run),
        user_id: Set(actor.user_id()),
        api_key_id: Set(actor.key_id().map(Into::into)),
        action: Set(action.into()),
        message: Set(message.into()),
        created: Set(now.0),
        ..Default::default()
    }
}
