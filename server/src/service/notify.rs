//! Who is told what becomes of a release: mail to people, calls of webhooks. The facts are those of the moment; the words
//! and the addresses are made when a message leaves.

use std::collections::BTreeSet;

use depicted::workflow::{Counts, Decision, ReleaseEvent, RunStatus, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

use super::outbox::{self, Message};
use super::tally;
use crate::auth::{Actor, Role, key};
use crate::error::Result;
use crate::store::entity::{build, member, release, run, user, webhook};

/// The most differences that a message names.
const MANY: u64 = 50;

/// What a webhook can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Event {
    /// A release can be reviewed, for the first time or again.
    #[serde(rename = "release.reviewing")]
    Reviewing,
    /// Somebody marked it good.
    #[serde(rename = "release.good")]
    Good,
    /// Somebody marked it bad, or a newer attempt took its place.
    #[serde(rename = "release.bad")]
    Bad,
    /// Nothing: somebody tries the webhook.
    #[serde(rename = "ping")]
    Ping,
}

/// What is told of a release.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) event: Event,
    pub(crate) build: i64,
    pub(crate) build_name: String,
    pub(crate) name: String,
    pub(crate) number: i64,
    pub(crate) status: String,
    /// Where people find what was captured.
    pub(crate) url: Option<String>,
    pub(crate) counts: Counts,
    /// The first of the runs with a difference.
    pub(crate) differences: Vec<Difference>,
    /// How many there are.
    pub(crate) found: u64,
    /// Who decided.
    pub(crate) by: Option<String>,
    pub(crate) time: i64,
}

/// A run with a difference.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Difference {
    pub(crate) test: String,
    pub(crate) distortion: Option<f64>,
}

/// A mail, before it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub(crate) enum Letter {
    /// A release is ready to be reviewed.
    Ready { facts: Box<Facts> },
    /// An invitation to a build.
    Invitation { id: i64 },
    /// A new account, whose password is to be chosen.
    Account { user: i64 },
}

impl Event {
    /// Those that a webhook can be limited to.
    pub(crate) const ALL: [Self; 3] = [Self::Reviewing, Self::Good, Self::Bad];

    /// The name in the interface.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Reviewing => "release.reviewing",
            Self::Good => "release.good",
            Self::Bad => "release.bad",
            Self::Ping => "ping",
        }
    }

    fn of(event: ReleaseEvent) -> Option<Self> {
        match event {
            ReleaseEvent::RunsDone => None,
            ReleaseEvent::Settled | ReleaseEvent::Decide(Decision::Reviewing) => Some(Self::Reviewing),
            ReleaseEvent::Decide(Decision::Good) => Some(Self::Good),
            ReleaseEvent::Superseded | ReleaseEvent::Decide(Decision::Bad) => Some(Self::Bad),
        }
    }
}

/// Writes what is to be told of a release that has just changed, as part of that transaction.
pub(crate) async fn release(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: &Actor,
    row: &release::Model,
    cause: ReleaseEvent,
) -> Result<()> {
    let Some(event) = Event::of(cause) else { return Ok(()) };
    let Some(build) = build::Entity::find_by_id(row.build_id).one(tx).await? else { return Ok(()) };
    let people = match cause {
        ReleaseEvent::Settled => recipients(tx, &build).await?,
        _ => BTreeSet::new(),
    };
    let hooks = hooks(tx, build.id, event).await?;
    if people.is_empty() && hooks.is_empty() {
        return Ok(());
    }
    let tallies = tally::of_releases(tx, &[row.id]).await?;
    let tally = tallies.get(&row.id).cloned().unwrap_or_default();
    let facts = Facts {
        event,
        build: build.id,
        build_name: build.name,
        name: row.name.clone(),
        number: row.number,
        status: row.status.clone(),
        url: row.url.clone(),
        counts: tally.counts,
        differences: differences(tx, row.id).await?,
        found: tally.of(RunStatus::DiffFound),
        by: by(actor),
        time: now.0,
    };
    let mut messages = Vec::new();
    for hook in &hooks {
        messages.push(Message::call(hook, &facts)?);
    }
    let letter = Letter::Ready { facts: Box::new(facts) };
    // There is nothing to review in a release without runs.
    for target in people.into_iter().filter(|_| tally.all() > 0) {
        let dedupe = format!("ready {} {target}", row.id);
        messages.push(Message::mail(Some(build.id), target, dedupe, &letter)?);
    }
    outbox::put(tx, now, messages).await
}

/// The address that the settings of the build name, or else those of its administrators, where they are proved.
async fn recipients(tx: &impl ConnectionTrait, build: &build::Model) -> Result<BTreeSet<String>> {
    if !build.send_email {
        return Ok(BTreeSet::new());
    }
    if let Some(list) = &build.email_alias {
        return Ok([list.clone()].into());
    }
    let admins: Vec<i64> = member::Entity::find()
        .select_only()
        .column(member::Column::UserId)
        .filter(member::Column::BuildId.eq(build.id))
        .filter(member::Column::Role.eq(Role::Admin.name()))
        .into_tuple()
        .all(tx)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(admins))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::EmailVerified.eq(true));
    Ok(people.all(tx).await?.into_iter().filter_map(|user| user.email).collect())
}

async fn hooks(tx: &impl ConnectionTrait, build: i64, event: Event) -> Result<Vec<webhook::Model>> {
    let active = webhook::Entity::find()
        .filter(webhook::Column::BuildId.eq(build))
        .filter(webhook::Column::Active.eq(true));
    let wants = |hook: &webhook::Model| {
        hook.events.is_empty() || hook.events.split(',').any(|name| name == event.name())
    };
    Ok(active.all(tx).await?.into_iter().filter(wants).collect())
}

async fn differences(tx: &impl ConnectionTrait, release: i64) -> Result<Vec<Difference>> {
    let rows: Vec<(String, Option<f64>)> = run::Entity::find()
        .select_only()
        .columns([run::Column::Name, run::Column::Distortion])
        .filter(run::Column::ReleaseId.eq(release))
        .filter(run::Column::Status.eq(RunStatus::DiffFound.name()))
        .order_by_asc(run::Column::Name)
        .limit(MANY)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(test, distortion)| Difference { test, distortion }).collect())
}

fn by(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Person { user, .. } => Some(user.name.clone()),
        Actor::Key { id, .. } => Some(key::name(id)),
        _ => None,
    }
}
