//! Who belongs to a build: roles, invitations by address, and how an invitation is claimed.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder,
};

use super::audit::{self, About};
use super::notify::Letter;
use super::outbox::{self, Message};
use crate::app::App;
use crate::auth::{Actor, Role};
use crate::error::{Error, Result};
use crate::store::entity::{invitation, member, user};

/// Gives a person what their proved address was invited to.
pub(crate) async fn claim(app: &App, actor: &Actor) -> Result<()> {
    let Actor::Person { user, .. } = actor else { return Ok(()) };
    let Some(email) = user.email.as_deref().filter(|_| user.email_verified) else { return Ok(()) };
    let email = email.to_lowercase();
    let wanted = || invitation::Entity::find().filter(invitation::Column::Email.eq(&email));
    if wanted().one(app.store.db()).await?.is_none() {
        return Ok(());
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    for row in wanted().all(&*tx).await? {
        let (build, role) = (row.build_id, row.role.clone());
        row.delete(&*tx).await?;
        put(&*tx, now.0, build, user.id, &role).await?;
        let about = About { build: Some(build), ..About::default() };
        audit::record(&*tx, now, actor, about, "invite_accepted", &*email).await?;
    }
    Ok(tx.commit().await?)
}

/// Invites an address, by mail where there is a mail server. To invite it again changes the role it will have, and
/// reminds.
pub(crate) async fn invite(app: &App, actor: &Actor, build: i64, email: &str, role: Role) -> Result<()> {
    let email = address(email)?;
    let now = app.now();
    let tx = app.store.begin().await?;
    let row = invitation::ActiveModel {
        build_id: Set(build),
        email: Set(email.clone()),
        role: Set(role.name().into()),
        invited_by: Set(actor.user_id()),
        created: Set(now.0),
        ..Default::default()
    };
    let known = invitation::Entity::find()
        .filter(invitation::Column::BuildId.eq(build))
        .filter(invitation::Column::Email.eq(&email))
        .one(&*tx)
        .await?;
    let (id, is_new) = match known {
        Some(known) if known.role == role.name() => (known.id, false),
        Some(known) => {
            let mut known: invitation::ActiveModel = known.into();
            known.role = Set(role.name().into());
            (known.update(&*tx).await?.id, true)
        }
        None => (row.insert(&*tx).await?.id, true),
    };
    if is_new {
        let about = About { build: Some(build), ..About::default() };
        let message = format!("{email} as {}", role.name());
        audit::record(&*tx, now, actor, about, "invited_new_admin", message).await?;
    }
    if app.settings.mail.smtp.is_some() {
        // Whoever invites again reminds, and no more than once an hour.
        let dedupe = format!("invitation {id} {}", now.0.div_euclid(3_600_000));
        let message = Message::mail(Some(build), email, dedupe, &Letter::Invitation { id })?;
        outbox::put(&*tx, now, vec![message]).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes an invitation back.
pub(crate) async fn uninvite(app: &App, actor: &Actor, build: i64, id: i64) -> Result<()> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let Some(row) = invitation::Entity::find_by_id(id).one(&*tx).await?.filter(|row| row.build_id == build)
    else {
        return Err(Error::not_found(format!("there is no invitation {id} to this build")));
    };
    let email = row.email.clone();
    row.delete(&*tx).await?;
    let about = About { build: Some(build), ..About::default() };
    audit::record(&*tx, now, actor, about, "revoked_admin", email).await?;
    Ok(tx.commit().await?)
}

/// Changes a role, or with `None` ends the membership; never one's own.
pub(crate) async fn change(
    app: &App,
    actor: &Actor,
    build: i64,
    user_id: i64,
    role: Option<Role>,
) -> Result<()> {
    if actor.user_id() == Some(user_id) {
        return Err(Error::bad("own_role", "nobody changes their own role: another administrator can"));
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    let row = member::Entity::find_by_id((build, user_id)).one(&*tx).await?;
    let row =
        row.ok_or_else(|| Error::bad("no_member", format!("user {user_id} is no member of this build")))?;
    let name = user::Entity::find_by_id(user_id).one(&*tx).await?.map_or_else(String::new, |user| user.name);
    let about = About { build: Some(build), ..About::default() };
    if let Some(role) = role {
        let mut row: member::ActiveModel = row.into();
        row.role = Set(role.name().into());
        row.update(&*tx).await?;
        audit::record(&*tx, now, actor, about, "changed_role", format!("{name} is {}", role.name())).await?;
    } else {
        row.delete(&*tx).await?;
        audit::record(&*tx, now, actor, about, "revoked_admin", name).await?;
    }
    Ok(tx.commit().await?)
}

/// The members of a build with their names, the oldest first.
pub(crate) async fn all(app: &App, build: i64) -> Result<Vec<(member::Model, user::Model)>> {
    let rows = member::Entity::find()
        .filter(member::Column::BuildId.eq(build))
        .order_by_asc(member::Column::Created)
        .all(app.store.db())
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.user_id).collect();
    let users = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(app.store.db()).await?;
    let named = rows.into_iter().filter_map(|row| {
        let user = users.iter().find(|user| user.id == row.user_id)?.clone();
        Some((row, user))
    });
    Ok(named.collect())
}

/// Who was invited and did not come yet.
pub(crate) async fn invitations(app: &App, build: i64) -> Result<Vec<invitation::Model>> {
    let found = invitation::Entity::find().filter(invitation::Column::BuildId.eq(build));
    Ok(found.order_by_asc(invitation::Column::Id).all(app.store.db()).await?)
}

/// An address, in lower case.
pub(crate) fn address(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    match text.parse::<lettre::Address>() {
        Ok(address) if address.domain().contains('.') && text.len() <= 255 => Ok(text),
        _ => Err(Error::bad("bad_email", format!("{text:?} is no e-mail address"))),
    }
}

/// Gives a person a role, unless they have one already.
pub(crate) async fn put(
    tx: &impl sea_orm::ConnectionTrait,
    now: i64,
    build: i64,
    user: i64,
    role: &str,
) -> Result<()> {
    let row = member::ActiveModel {
        build_id: Set(build),
        user_id: Set(user),
        role: Set(role.into()),
        created: Set(now),
    };
    // Whoever is a member already keeps the role.
    let known = [member::Column::BuildId, member::Column::UserId];
    member::Entity::insert(row).on_conflict_do_nothing_on(known).exec_without_returning(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 82.
    #[test]
    fn only_addresses_are_invited() {
        assert_eq!(address(" Ada@Example.org ").unwrap(), "ada@example.org");
        for text in ["", "ada", "ada@", "@example.org", "ada@localhost", "a b@example.org", "a@b.c, d@e.f"] {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
