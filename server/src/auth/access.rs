//! Which build somebody may look at or change.

use sea_orm::EntityTrait;

use super::{Actor, Role};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::entity::{build, member};

/// Lets superusers through. Whoever is not signed in is told how to come in, and everybody else that it is not for them.
pub(crate) fn superuser(actor: &Actor, come_in: &str, not_theirs: &str) -> Result<()> {
    match actor {
        _ if actor.is_superuser() => Ok(()),
        Actor::Anonymous => Err(Error::Unauthorized(come_in.into())),
        _ => Err(Error::Forbidden(not_theirs.into())),
    }
}

/// The build, if whoever asks has at least that role in it. A public build may be viewed by everybody; a key is an admin
/// of its build.
///
/// # Errors
/// Nobody learns by the answer whether there is a build that is not theirs: a key of another one hears that there is none,
/// and whoever is not signed in is asked to be, either way.
pub(crate) async fn build(store: &Store, actor: &Actor, id: i64, needed: Role) -> Result<build::Model> {
    let missing = || match actor {
        Actor::Anonymous => Error::Unauthorized("sign in to see this build".into()),
        _ => Error::not_found(format!("there is no build {id}")),
    };
    let build = build::Entity::find_by_id(id).one(store.db()).await?.ok_or_else(missing)?;
    let role = match actor {
        _ if actor.is_superuser() => Some(Role::Admin),
        Actor::Key { build, .. } => (*build == Some(id)).then_some(Role::Admin),
        Actor::Person { user, .. } => {
            let row = member::Entity::find_by_id((id, user.id)).one(store.db()).await?;
            row.and_then(|row| Role::parse(&row.role))
        }
        _ => None,
    };
    let role = role.max(build.public.then_some(Role::Viewer));
    match (role, actor) {
        (Some(role), _) if role >= needed => Ok(build),
        (None, Actor::Key { .. } | Actor::Anonymous) => Err(missing()),
        _ => Err(Error::Forbidden(format!("this takes the role {} in build {id}", needed.name()))),
    }
}
