//! Accounts of people themselves: by a link that they were sent.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter,
};

use super::audit::{self, About};
use super::{member, ticket};
use crate::app::App;
use crate::auth::{Actor, password};
use crate::error::{Error, Result};
use crate::store::entity::{build, invitation, session, user};

/// The longest name of a local account.
const MAX_NAME: usize = 64;
/// The shortest password.
const MIN_PASSWORD: usize = 12;

/// An invitation behind a link.
pub(crate) struct Invited {
    pub(crate) build: build::Model,
    pub(crate) email: String,
    pub(crate) role: String,
}

/// The subject of a local name. Large and small letters are the same.
pub(crate) fn subject(name: &str) -> Result<String> {
    let is_fine = |letter: char| letter.is_alphanumeric() || "._-".contains(letter);
    if !(1..=MAX_NAME).contains(&name.chars().count()) || !name.chars().all(is_fine) {
        let rule = "letters, digits, dots, dashes and underscores";
        return Err(Error::bad("bad_name", format!("{name:?} is no name: it has 1 to {MAX_NAME} {rule}")));
    }
    Ok(format!("local:{}", name.to_lowercase()))
}

/// Refuses a name that somebody has.
pub(crate) async fn check_free(tx: &impl ConnectionTrait, subject: &str, name: &str) -> Result<()> {
    if user::Entity::find().filter(user::Column::Subject.eq(subject)).one(tx).await?.is_none() {
        return Ok(());
    }
    let message = format!("somebody is called {name} already; choose another name");
    Err(Error::Conflict { code: "name_taken", message })
}

/// Whose password a link is for, without using it.
pub(crate) async fn of_link(app: &App, token: &str) -> Result<user::Model> {
    let ticket = ticket::look(app.store.db(), app.now(), ticket::Kind::Password, token).await?;
    owner(app.store.db(), &ticket).await
}

/// Chooses a password by a link. A mailed link proves the address. Everywhere else the person is signed out.
pub(crate) async fn choose_password(app: &App, token: &str, words: &str) -> Result<user::Model> {
    of_link(app, token).await?;
    let hash = hashed(words).await?;
    let now = app.now();
    let tx = app.store.begin().await?;
    let ticket = ticket::take(&*tx, now, ticket::Kind::Password, token).await?;
    let owner = owner(&*tx, &ticket).await?;
    let id = owner.id;
    let proved = owner.email.is_some() && ticket.payload["mailed"] == true;
    let mut row: user::ActiveModel = owner.into();
    row.password_hash = Set(Some(hash));
    row.last_seen = Set(Some(now.0));
    if proved {
        row.email_verified = Set(true);
    }
    let row = row.update(&*tx).await?;
    session::Entity::delete_many().filter(session::Column::UserId.eq(id)).exec(&*tx).await?;
    ticket::revoke(&*tx, ticket::Kind::Password, id).await?;
    audit::record(&*tx, now, &Actor::System, About::default(), "chose_password", &*row.name).await?;
    tx.commit().await?;
    Ok(row)
}

/// What a mailed link invites to, without using it.
pub(crate) async fn invited(app: &App, token: &str) -> Result<Invited> {
    let db = app.store.db();
    let ticket = ticket::look(db, app.now(), ticket::Kind::Invitation, token).await?;
    let row = invitation_of(db, &ticket).await?;
    let build = build::Entity::find_by_id(row.build_id).one(db).await?;
    let build = build.ok_or_else(|| Error::not_found("the build of this invitation is gone"))?;
    Ok(Invited { build, email: row.email, role: row.role })
}

/// Joins by a mailed link: whoever has it reads the mail of that address. The number of the build.
pub(crate) async fn join(app: &App, actor: &Actor, token: &str) -> Result<i64> {
    let Actor::Person { user, .. } = actor else {
        return Err(Error::Unauthorized("sign in to accept the invitation".into()));
    };
    let now = app.now();
    let tx = app.store.begin().await?;
    let ticket = ticket::take(&*tx, now, ticket::Kind::Invitation, token).await?;
    let row = invitation_of(&*tx, &ticket).await?;
    let same = user.email.as_deref().is_none_or(|email| email.eq_ignore_ascii_case(&row.email));
    if same && !user.email_verified {
        let mut known: user::ActiveModel = (**user).clone().into();
        known.email = Set(Some(row.email.clone()));
        known.email_verified = Set(true);
        known.update(&*tx).await?;
    }
    let (build, email, role) = (row.build_id, row.email.clone(), row.role.clone());
    row.delete(&*tx).await?;
    member::put(&*tx, now.0, build, user.id, &role).await?;
    let about = About { build: Some(build), ..About::default() };
    audit::record(&*tx, now, actor, about, "invite_accepted", email).await?;
    tx.commit().await?;
    Ok(build)
}

/// Makes an account by a mailed link. Its address is proved by that, so its invitations are claimed with the first
/// session.
pub(crate) async fn from_invitation(app: &App, token: &str, name: &str, words: &str) -> Result<user::Model> {
    let subject = subject(name)?;
    invited(app, token).await?;
    let hash = hashed(words).await?;
    let now = app.now();
    let tx = app.store.begin().await?;
    check_free(&*tx, &subject, name).await?;
    let ticket = ticket::take(&*tx, now, ticket::Kind::Invitation, token).await?;
    let row = invitation_of(&*tx, &ticket).await?;
    let row = user::ActiveModel {
        subject: Set(subject),
        name: Set(name.into()),
        email: Set(Some(row.email)),
        email_verified: Set(true),
        password_hash: Set(Some(hash)),
        superuser: Set(false),
        active: Set(true),
        created: Set(now.0),
        last_seen: Set(Some(now.0)),
        ..Default::default()
    };
    let row = row.insert(&*tx).await?;
    audit::record(&*tx, now, &Actor::System, About::default(), "added_account", name).await?;
    tx.commit().await?;
    Ok(row)
}

/// What is stored of a password that is long enough.
pub(crate) async fn hashed(words: &str) -> Result<String> {
    if words.chars().count() < MIN_PASSWORD {
        return Err(Error::bad("bad_password", format!("a password has at least {MIN_PASSWORD} characters")));
    }
    let words = words.to_owned();
    let hash = tokio::task::spawn_blocking(move || password::hash(&words)).await;
    Ok(hash.map_err(|error| Error::Internal(error.into()))??)
}

async fn owner(
    db: &impl ConnectionTrait,
    ticket: &crate::store::entity::ticket::Model,
) -> Result<user::Model> {
    let found = user::Entity::find_by_id(ticket.user_id.unwrap_or_default()).one(db).await?;
    found.filter(|user| user.active).ok_or_else(|| Error::not_found("the account of this link is closed"))
}

async fn invitation_of(
    db: &impl ConnectionTrait,
    ticket: &crate::store::entity::ticket::Model,
) -> Result<invitation::Model> {
    let id = ticket.payload["invitation"].as_i64().unwrap_or_default();
    let found = invitation::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| Error::not_found("this invitation was taken back, or accepted already"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_and_digits_of_any_alphabet() {
        assert_eq!(subject("Ada.L-1_2").unwrap(), "local:ada.l-1_2");
        assert_eq!(subject("Ærøskøbing").unwrap(), "local:ærøskøbing");
        for name in ["", "a b", "a@b.org", "a/b", "a#b", "a\n", &"a".repeat(65)] {
            assert!(subject(name).is_err(), "{name:?}");
        }
    }
}
