//! Accounts, as superusers see them: added, closed, given rights.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::audit::{self, About};
use super::notify::Letter;
use super::outbox::{self, Message};
use super::ticket;
use super::{account, member};
use crate::app::App;
use crate::auth::{Actor, secret};
use crate::error::{Error, Result};
use crate::store::entity::{session, user};

/// The most that a page shows.
const MANY: u64 = 1000;

/// How somebody gets to choose a password.
pub(crate) enum Invited {
    /// By mail, to this address.
    Mailed(String),
    /// By a link that has to be handed over: what it holds.
    Link(String),
}

/// What a superuser does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Close,
    Open,
    GiveRights,
    TakeRights,
}

impl Change {
    /// Reads the name that a form sends.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let all = [Self::Close, Self::Open, Self::GiveRights, Self::TakeRights];
        all.into_iter().find(|change| change.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Open => "open",
            Self::GiveRights => "give_rights",
            Self::TakeRights => "take_rights",
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Close => "closed_account",
            Self::Open => "opened_account",
            Self::GiveRights => "gave_superuser",
            Self::TakeRights => "took_superuser",
        }
    }
}

/// Everybody, by name.
pub(crate) async fn all(app: &App) -> Result<Vec<user::Model>> {
    let found = user::Entity::find().order_by_asc(user::Column::Name).order_by_asc(user::Column::Id);
    Ok(found.limit(MANY).all(app.store.db()).await?)
}

/// Adds an account, whose password its owner chooses. An address is proved by the mail to it; without a mail server the
/// superuser's word is taken.
pub(crate) async fn add(
    app: &App,
    actor: &Actor,
    name: &str,
    email: &str,
    superuser: bool,
) -> Result<(user::Model, Invited)> {
    let subject = account::subject(name)?;
    let email = if email.is_empty() { None } else { Some(member::address(email)?) };
    let mailed = email.is_some() && app.settings.mail.smtp.is_some();
    let now = app.now();
    let tx = app.store.begin().await?;
    account::check_free(&*tx, &subject, name).await?;
    let row = user::ActiveModel {
        subject: Set(subject),
        name: Set(name.into()),
        email_verified: Set(email.is_some() && !mailed),
        email: Set(email),
        superuser: Set(superuser),
        active: Set(true),
        created: Set(now.0),
        ..Default::default()
    };
    let row = row.insert(&*tx).await?;
    audit::record(&*tx, now, actor, About::default(), "added_account", name).await?;
    let invited = invite(app, &*tx, &row).await?;
    tx.commit().await?;
    Ok((row, invited))
}

/// Another way to choose a password, for whoever lost theirs. Earlier links end.
pub(crate) async fn new_link(app: &App, actor: &Actor, id: i64) -> Result<(user::Model, Invited)> {
    let now = app.now();
    let tx = app.store.begin().await?;
    let row = find(&*tx, id).await?;
    if !row.subject.starts_with("local:") {
        return Err(Error::bad(
            "no_password",
            format!("{} signs in elsewhere, without a password", row.name),
        ));
    }
    if !row.active {
        return Err(Error::bad("closed", format!("the account of {} is closed; open it first", row.name)));
    }
    ticket::revoke(&*tx, ticket::Kind::Password, id).await?;
    audit::record(&*tx, now, actor, About::default(), "made_password_link", &*row.name).await?;
    let invited = invite(app, &*tx, &row).await?;
    tx.commit().await?;
    Ok((row, invited))
}

/// Changes an account, never one's own. Whoever may not come in any more is signed out at once.
pub(crate) async fn change(app: &App, actor: &Actor, id: i64, change: Change) -> Result<()> {
    if actor.user_id() == Some(id) {
        return Err(Error::bad(
            "own_account",
            "nobody closes or changes their own account: another superuser can",
        ));
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    let old = find(&*tx, id).await?;
    let name = old.name.clone();
    let mut row: user::ActiveModel = old.into();
    match change {
        Change::Close => row.active = Set(false),
        Change::Open => row.active = Set(true),
        Change::GiveRights => row.superuser = Set(true),
        Change::TakeRights => row.superuser = Set(false),
    }
    row.update(&*tx).await?;
    if change == Change::Close {
        session::Entity::delete_many().filter(session::Column::UserId.eq(id)).exec(&*tx).await?;
        ticket::revoke(&*tx, ticket::Kind::Password, id).await?;
    }
    audit::record(&*tx, now, actor, About::default(), change.action(), name).await?;
    Ok(tx.commit().await?)
}

async fn invite(app: &App, tx: &impl sea_orm::ConnectionTrait, row: &user::Model) -> Result<Invited> {
    let now = app.now();
    let Some(target) = row.email.clone().filter(|_| app.settings.mail.smtp.is_some()) else {
        let kind = ticket::Kind::Password;
        let issued = ticket::issue(tx, now, kind, Some(row.id), json!({ "mailed": false })).await;
        return issued.map(Invited::Link);
    };
    let dedupe = format!("account {} {}", row.id, secret::new_id());
    let message = Message::mail(None, target.clone(), dedupe, &Letter::Account { user: row.id })?;
    outbox::put(tx, now, vec![message]).await?;
    Ok(Invited::Mailed(target))
}

async fn find(tx: &impl sea_orm::ConnectionTrait, id: i64) -> Result<user::Model> {
    let found = user::Entity::find_by_id(id).one(tx).await?;
    found.ok_or_else(|| Error::not_found(format!("there is no account {id}")))
}
