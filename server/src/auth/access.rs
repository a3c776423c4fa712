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
/// of its build, and that of a worker a viewer.
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
        Actor::Key { build, worker, .. } => {
            let role = if *worker { Role::Viewer } else { Role::Admin };
            (*build == Some(id)).then_some(role)
        }
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

/// The build, if whoever asks may do the work of it: fetch whatever a task names, and store what comes of it.
///
/// # Errors
/// As [`build`], for everybody but an admin and a worker of the build.
pub(crate) async fn work(store: &Store, actor: &Actor, id: i64) -> Result<build::Model> {
    let works = matches!(actor, Actor::Key { build: Some(own), worker: true, .. } if *own == id);
    build(store, actor, id, if works { Role::Viewer } else { Role::Admin }).await
}

/// Whose tasks somebody may work on: those of one build, or, for `None`, all.
pub(crate) fn tasks_of(actor: &Actor) -> Result<Option<i64>> {
    match actor {
        Actor::Key { build: Some(build), .. } => Ok(Some(*build)),
        _ => superuser(
            actor,
            "send an API key: that of a build works on its tasks, a superuser's on all",
            "work takes the API key of a build, or a superuser",
        )
        .map(|()| None),
    }
}
